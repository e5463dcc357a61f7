import { expect } from "vitest";
import type { Finding } from "../../shared/doctor/finding.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { invokeFunction } from "../invoke.ts";

export type Examined = {
  readonly State: string;
  readonly Created: readonly string[];
  readonly Findings: readonly Finding[];
};

/** What the function doctor of a local cloud answers. */
export async function doctorOf(cloud: Cloud, asked: object = {}): Promise<Examined> {
  const { errorType, body } = await invokeFunction(cloud, "doctor", asked);
  expect([errorType, body]).toEqual([undefined, expect.objectContaining({ Findings: expect.any(Array) })]);
  return body as Examined;
}

/** The lines that are wrong, by their names. */
export const wrongIn = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ State }) => State === "wrong").map(({ Check }) => Check);
