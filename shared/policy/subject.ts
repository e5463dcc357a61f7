import type { Notice } from "../remediation/answerable.ts";

/** An event on a machine: what a policy decides about. Facts that no rule asks for may be left out. */
export type Subject = Notice & {
  /** False for a failure: the machine is down. */
  readonly planned: boolean;
  readonly hasLocalDisks: boolean;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly zone?: string | undefined;
};

/** The product whose events have this type: those of ENS name what they are about first (ENS DescribeHistoryEvents). */
export const productOf = (type: string) => (type.includes(":") ? "ens" : "ecs");
