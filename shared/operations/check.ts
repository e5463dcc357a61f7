import type { SystemEvent } from "../remediation/answerable.ts";
import { statusFor } from "./advice.ts";
import type { Advice } from "./advice-kinds.ts";

/** One reason why an operation may not run, with the document's code and text. Checks are tried in their order. */
export type Check<I, F> = {
  readonly code: string;
  /** The HTTP status, if the document lists the code without one or not at all. */
  readonly status?: number;
  /** Says what would be allowed, and what is there instead. */
  readonly message: string | ((facts: F, input: I, event: SystemEvent | undefined) => string);
  /** `event`: the pending system event that a run would answer, if there is one. */
  readonly fails: (facts: F, input: I, event: SystemEvent | undefined) => boolean;
};

/** A reason why an operation may not run, as a caller hears it. */
export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

/** The first reason why the operation may not run, in words; undefined if it may. */
export function refusalBy<I, F>(
  { checks, errors }: { readonly checks: readonly Check<I, F>[]; readonly errors: Readonly<Record<string, Advice>> },
  facts: F,
  input: I,
  event: SystemEvent | undefined,
): Refusal | undefined {
  const check = checks.find(({ fails }) => fails(facts, input, event));
  if (check === undefined) return undefined;
  const { code, message, status = statusFor(errors, code) } = check;
  return { status, code, message: typeof message === "string" ? message : message(facts, input, event) };
}
