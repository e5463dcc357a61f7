import * as z from "zod";
import { closedFromMs, type Hook, returnedFromMs } from "../ledger/hook.ts";
import { isOpen, isOwed } from "../ledger/hooks-of-row.ts";
import type { InstanceRow } from "../ledger/row.ts";

const time = z.iso.datetime();

/** How the hook of one operation stands, as people read it. */
export const hookStandingSchema = z.strictObject({
  OperationId: z.string(),
  Operation: z.string(),
  /** The hook's name in the policy, and the function of this phase. */
  Name: z.string(),
  Function: z.string().optional(),
  Phase: z.enum(["before", "after"]),
  /**
   * Before: ToAsk, Asked (not ready so far), Ready, Refused, Silent (a person is asked). After: Owed (told until it answers
   * ready), ToTell (once it has ended), PutBack (it waits on, undrained).
   */
  State: z.enum(["ToAsk", "Asked", "Ready", "Refused", "Silent", "Owed", "ToTell", "PutBack"]),
  /** Since when it stands so. */
  Since: time.optional(),
  /** When it was last put on record that `before` is asked. */
  AskedAt: time.optional(),
  /** Asked: a person is asked then. ToAsk, PutBack: it is not asked before. Owed: a ready before this is not the last word. */
  Until: time.optional(),
});

export type HookStanding = z.output<typeof hookStandingSchema>;

/** The hooks of a row, or of one operation, whatever has become of their operations; pure. */
export const hooksIn = (row: InstanceRow, operationId?: string): readonly HookStanding[] =>
  Object.entries(row.hooks)
    .filter(([id]) => operationId === undefined || operationId === id)
    .map(([id, hook]) => standingOf(row, id, hook));

function standingOf(row: InstanceRow, operationId: string, hook: Hook): HookStanding {
  const { state, phase, sinceMs, untilMs } = stateOf(row, operationId, hook);
  const name = hook[phase];
  return {
    ...{ OperationId: operationId, Operation: hook.operation, Name: hook.name },
    ...(name !== undefined && { Function: name }),
    ...{ Phase: phase, State: state },
    ...timeAt("Since", sinceMs),
    ...timeAt("AskedAt", hook.askedAtMs),
    ...timeAt("Until", untilMs),
  };
}

type Stands = {
  readonly phase: HookStanding["Phase"];
  readonly state: HookStanding["State"];
  readonly sinceMs: number | undefined;
  readonly untilMs?: number | undefined;
};

function stateOf(row: InstanceRow, operationId: string, hook: Hook): Stands {
  if (isOwed(row, operationId)) return owed(row, operationId, hook);
  if (row.waiting[operationId]?.wait.for === "hook") return awaited(hook);
  const { before, failed, readyAtMs, owedSinceMs, returningAtMs } = hook;
  if (failed !== undefined)
    return { phase: "before", state: failed.code === "HookRefused" ? "Refused" : "Silent", sinceMs: failed.atMs };
  if (readyAtMs !== undefined) return { phase: "before", state: "Ready", sinceMs: readyAtMs };
  if (before === undefined) return { phase: "after", state: "ToTell", sinceMs: owedSinceMs };
  if (owedSinceMs !== undefined || returningAtMs === undefined) return awaited(hook);
  return { phase: "after", state: "PutBack", sinceMs: returningAtMs, untilMs: returnedFromMs(hook) };
}

/** Its operation has ended, or is held: its machine is put back. */
function owed(row: InstanceRow, operationId: string, hook: Hook): Stands {
  const sinceMs = isOpen(row, operationId) ? hook.returningAtMs : row.outcomes[operationId]?.endedAtMs;
  return { phase: "after", state: "Owed", sinceMs, untilMs: closedFromMs(hook) };
}

/** Its operation waits for it, or goes on without an answer of it. */
const awaited = (hook: Hook): Stands =>
  hook.askedAtMs === undefined
    ? { phase: "before", state: "ToAsk", sinceMs: hook.sinceMs, untilMs: returnedFromMs(hook) }
    : { phase: "before", state: "Asked", sinceMs: hook.sinceMs, untilMs: hook.sinceMs + hook.triesForMs };

/** A time of an answer; nothing if there is none. */
const timeAt = <Key extends string>(key: Key, ms: number | undefined) =>
  (ms === undefined || ms === 0 ? {} : { [key]: new Date(ms).toISOString() }) as { readonly [K in Key]?: string };
