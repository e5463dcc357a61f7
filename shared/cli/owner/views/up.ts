import * as z from "zod";
import type { Finding } from "../../../doctor/finding.ts";
import type { Found } from "../../../install/found.ts";
import type { Planned } from "../../../install/up.ts";
import { plain, type Show } from "../show.ts";
import { wrongLines } from "./findings.ts";

const statusSchema = z.object({
  Mode: z.string().optional(),
  Policy: z.object({ Serial: z.int() }).optional(),
  Pauses: z.array(z.object({ Scope: z.string(), Why: z.string() })).default([]),
});

/** What is there once all steps are done. */
export type Done = {
  readonly found: Found;
  /** What the stack's doctor finds. */
  readonly findings: readonly Finding[];
  /** What its console answers. */
  readonly status: unknown;
};

/** What a person should know after an installation. */
export function viewUp({ wanted, plan: { steps } }: Planned, { found, findings, status }: Done, show: Show): string {
  const { data } = statusSchema.safeParse(status);
  const { name } = wanted.stack;
  const done =
    steps.length === 0
      ? `Nothing was changed: ${name} is of this release and these settings already.`
      : `${name} is installed: every function, trigger, queue and role was read back, and is as it should be.`;
  const doors = found.functions.flatMap((one) =>
    [...one.triggers.values()].flatMap(({ url }) => (url === undefined ? [] : [`  ${one.name}  ${url}`])),
  );
  return [
    done,
    ...(doors.length === 0 ? [] : ["HTTP doors:", ...doors]),
    ...next(data),
    wrongLines(findings, show),
  ].join("\n");
}

function next(data: z.output<typeof statusSchema> | undefined): readonly string[] {
  const paused = (data?.Pauses ?? []).map(({ Scope, Why }) => `It is paused (${Scope}): ${plain(Why)}.`);
  const resume = paused.length === 0 ? [] : ['Next, once you have looked at status: redeploy-once resume --why "…"'];
  if (data?.Policy !== undefined)
    return [`Policy ${data.Policy.Serial} is in force; mode: ${data.Mode ?? "unknown"}.`, ...paused, ...resume];
  return [
    "It observes: no policy is in force, so it says what it would do and does nothing.",
    "Next: redeploy-once status; then a policy: redeploy-once policy init, policy check, policy apply.",
  ];
}
