import * as z from "zod";
import type { Found } from "../../../install/found.ts";
import type { Planned } from "../../../install/up.ts";
import { plain } from "../show.ts";

const status = z.object({
  Mode: z.string().optional(),
  Policy: z.object({ Serial: z.int() }).optional(),
  Pauses: z.array(z.object({ Scope: z.string(), Why: z.string() })).default([]),
});

/** What a person should know after an installation. */
export function viewUp({ wanted, plan: { steps } }: Planned, answer: unknown, found: Found): string {
  const { data } = status.safeParse(answer);
  const { name } = wanted.stack;
  const done =
    steps.length === 0
      ? `Nothing was changed: ${name} is of this release and these settings already.`
      : `${name} is installed: every function, trigger, queue and role was read back, and is as it should be.`;
  const doors = found.functions.flatMap((one) =>
    [...one.triggers.values()].flatMap(({ url }) => (url === undefined ? [] : [`  ${one.name}  ${url}`])),
  );
  return [done, ...(doors.length === 0 ? [] : ["HTTP doors:", ...doors]), ...next(data)].join("\n");
}

function next(data: z.output<typeof status> | undefined): readonly string[] {
  const paused = (data?.Pauses ?? []).map(({ Scope, Why }) => `It is paused (${Scope}): ${plain(Why)}.`);
  const resume = paused.length === 0 ? [] : ['Next, once you have looked at status: redeploy-once resume --why "…"'];
  if (data?.Policy !== undefined)
    return [`Policy ${data.Policy.Serial} is in force; mode: ${data.Mode ?? "unknown"}.`, ...paused, ...resume];
  return [
    "It observes: no policy is in force, so it says what it would do and does nothing.",
    "Next: redeploy-once status; then a policy: redeploy-once policy init, policy check, policy apply.",
  ];
}
