import { edit, type Mutant, product, world } from "./mutant.ts";

const limits = "guards/limits.ts";
const written = "guards/with-entry.ts";
const judge = "attempt/judge.ts";
const perform = "attempt/perform.ts";
const takePlace = "attempt/take-place.ts";
const freeable = "reconcile/freeable-places.ts";
const fill = "reconcile/fill-places.ts";
const handOver = "reconcile/hand-over.ts";
const offered = "reconcile/offered.ts";
const steer = "reconcile/steer.ts";
const sweep = "reconcile/sweep.ts";

/** Taking a place, and what counts. */
const taking: readonly Mutant[] = [
  product(
    "hour-forgotten",
    "a control row that is made anew counts what begins in an hour from zero",
    "limited",
    edit(limits, "nowMs < knownFromMs)", "nowMs < 0)"),
  ),
  product(
    "reuse-without-write",
    "an operation that finds its own entry goes on without writing it",
    "limited",
    edit(
      takePlace,
      'if (limits.length === 0) return "taken";',
      'if (limits.length === 0 || steering.control.entries[command.instanceId]?.operationId === operationId) return "taken";',
    ),
  ),
  product(
    "refused-place-is-taken",
    "a place counts as taken though somebody else has written the control row",
    "limited",
    edit(takePlace, '=== "applied" ? "taken" : "refused";', '=== "applied" ? "taken" : "taken";'),
  ),
  product(
    "unknown-place-is-taken",
    "a place counts as taken though nobody knows whether its write was applied",
    "limited",
    edit(
      takePlace,
      'if (error instanceof StoreUnknown) return "refused";',
      'if (error instanceof StoreUnknown) return "taken";',
    ),
  ),
  world("taken-up-unseen", "model: the control row keeps its revision when somebody takes up a place", "limited", {
    takenUpGrows: false,
  }),
  product(
    "taken-up-uncounted",
    "a place is taken up by its mark alone where the hour counts",
    "limited",
    edit(takePlace, "isSame && limits.every(({ perHour }) => perHour === undefined)", "isSame"),
  ),
  product(
    "unfilled-is-empty",
    "limits count before what was in flight is counted",
    "limited",
    edit(limits, "if (inFlight !== undefined && !slots.filled.includes(per))", "if (false as boolean)"),
  ),
  product(
    "hour-lost",
    "what was begun in the last hour is not kept",
    "limited",
    edit(
      written,
      "return { ...Object.fromEntries(recent), [operationId]: { atMs, scopes: counted } };",
      "return Object.fromEntries(recent);",
    ),
  ),
  product(
    "hour-by-try",
    "an operation that is tried again counts from its first try",
    "limited",
    edit(
      written,
      "return { ...Object.fromEntries(recent), [operationId]: { atMs, scopes: counted } };",
      "return { [operationId]: { atMs, scopes: counted }, ...Object.fromEntries(recent) };",
    ),
  ),
  product(
    "guard-on-start",
    "an instance that was stopped for its runbook is started only if a place is free",
    "afloat",
    edit(judge, "const policy = isBegun(claim.runbook) ? undefined : steering;", "const policy = steering;"),
    edit(perform, 'if (runbook?.step === "start") return undefined;', ""),
  ),
];

/** Freeing a place. */
const freeing: readonly Mutant[] = [
  product(
    "free-by-operation",
    "a place is freed if it is still its operation's, whoever has written it since",
    "limited",
    edit(
      handOver,
      "for (const [instanceId, { mark }] of places.freeable) if (run.nowMs() < untilMs) await free(run, instanceId, mark);",
      `for (const [instanceId, { operationId }] of places.freeable) {
    const now = (await run.steerAnew()).control.entries[instanceId];
    if (now?.operationId === operationId) await free(run, instanceId, now.mark);
  }`,
    ),
  ),
  product(
    "free-by-rev",
    "a place is freed if the control row has the revision that it had after the instance row was read",
    "limited",
    edit(
      handOver,
      "for (const [instanceId, { mark }] of places.freeable) if (run.nowMs() < untilMs) await free(run, instanceId, mark);",
      `for (const [instanceId] of places.freeable) {
    const now = (await run.steerAnew()).control;
    const { [instanceId]: gone, ...entries } = now.entries;
    if (gone !== undefined) await run.control.writeControl(now, { ...now, rev: now.rev + 1, entries });
  }`,
    ),
  ),
  product(
    "freed-begun",
    "a runbook whose instance is stopped has no place between two of its steps",
    "limited",
    edit(
      freeable,
      "if (row.current !== undefined || isForHook(row)) return false;",
      'if (row.current !== undefined && row.current.progress.state !== "Waiting") return false;',
    ),
  ),
  product(
    "freed-by-time",
    "a place is free after a while, whatever its instance's row says",
    "limited",
    edit(
      freeable,
      "if (row.current !== undefined || isForHook(row)) return false;",
      "if (nowMs >= entry.atMs + 600_000) return true;\n  if (row.current !== undefined || isForHook(row)) return false;",
    ),
  ),
  product(
    "freed-in-doubt",
    "what is in doubt has no place",
    "limited",
    edit(
      freeable,
      "if (row.current !== undefined || isForHook(row)) return false;",
      'if (row.current !== undefined && row.current.progress.state !== "Sending") return false;',
    ),
  ),
  product(
    "unrested",
    "a scope's rest after an operation is not kept",
    "limited",
    edit(freeable, "lastEndedMs + restOf(entry, limits) <= nowMs;", "lastEndedMs <= nowMs;"),
  ),
  product(
    "freed-never",
    "a place is not given back",
    "unlocked",
    edit(handOver, 'if ((await control.removeEntry(instanceId, mark)) === "applied")', "if (false as boolean)"),
  ),
];

/** What is in flight without a place, and what is handed over. */
const handing: readonly Mutant[] = [
  product(
    "holder-unadded",
    "what is in flight without a place does not get one",
    "limited",
    edit(fill, "...added(run, now, some, machines) }", "}"),
  ),
  product(
    "filled-at-once",
    "limits count after a walk that began before everybody went by them",
    "limited",
    edit(fill, "walkBeganMs >= (read.control.policy?.atMs ?? 0) + fillAfterMs", "true"),
  ),
  product(
    "filled-for-ever",
    "what was counted once stays counted under a policy that does not limit it",
    "limited",
    edit(
      "control/apply.ts",
      "return filled.filter((kind) => limits.some(({ per }) => per === kind));",
      "return limits.length < 0 ? [] : filled;",
    ),
  ),
  product(
    "filled-by-half",
    "limits count after a walk that has not seen every open row",
    "limited",
    edit("reconcile/reconcile.ts", "run.unread.size === 0 ? beganMs : undefined", "beganMs"),
    edit("reconcile/reconcile.ts", 'last === "all" ? walkBeganMs : undefined', "walkBeganMs"),
  ),
  product(
    "handed-over-blindly",
    "the control row is changed on another revision than was judged",
    "limited",
    edit(
      steer,
      "if (await isWritten(run, steering.control, next))",
      "if (await isWritten(run, (await run.steerAnew()).control, next))",
    ),
  ),
  product(
    "handed-by-operation",
    "a place is handed on if it is still its operation's, whoever has written it since",
    "limited",
    edit(offered, "freeable.get(id)?.mark !== mark", "freeable.get(id)?.operationId !== entries[id]?.operationId"),
    edit(offered, ".filter(([id, { mark }]) =>", ".filter(([id]) =>"),
  ),
  product(
    "handed-freed-at-once",
    "a place that was handed over is free again before its operation can take it up",
    "inOrder",
    edit(freeable, "if (isAwaited && nowMs < entry.atMs + handedForMs) return false;", ""),
  ),
  product(
    "dispatched-to-wait",
    "what waits for a place is dispatched without one",
    "inOrder",
    edit(
      "reconcile/dispatch.ts",
      "steering !== undefined && !queues(entry, steering) && isLetGo(entry, steering, nowMs);",
      'steering !== undefined && (entry.wait.for === "slot" || isLetGo(entry, steering, nowMs));',
    ),
  ),
  product(
    "any-order",
    "what waits for a place is served as it was stored",
    "inOrder",
    edit(
      "reconcile/waiting-for-place.ts",
      "    .sort((a, b) => a.deadlineMs - b.deadlineMs || a.entry.openSinceMs - b.entry.openSinceMs);",
      "    .sort((a, b) => a.entry.openSinceMs - b.entry.openSinceMs);",
    ),
    edit("reconcile/waiting-for-place.ts", "all.sort((a, b) => a.deadlineMs - b.deadlineMs)[0]", "all[0]"),
  ),
  product(
    "slower-counts",
    "a run whose write was refused counts what the faster one has ended as in flight",
    "inOrder",
    edit(
      sweep,
      "if (standing !== undefined) return { row: known, isWritten: false };",
      "if (standing !== undefined) return { row, isWritten: false };",
    ),
  ),
  product(
    "handed-never",
    "what waits for a place gets none of those that are freed",
    "bySelf",
    edit(
      handOver,
      "for (const next of waiting) if (run.nowMs() < untilMs) places = await give(run, places, next, scopes);",
      "",
    ),
  ),
];

/** The limits of the owner's policy. */
export const slots: readonly Mutant[] = [...taking, ...freeing, ...handing];
