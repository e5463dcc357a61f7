import { againsIn, startAgain } from "./again-worker.ts";
import { canRead, loseControl, makeControlAnew } from "./control-row.ts";
import { type Fate, isRare } from "./fates.ts";
import { actByOthers, becomeUnreadable, mayRepeat, maySwap, mayTurn, repeat, swapDisks, turn } from "./happenings.ts";
import { judgementsOn, startJudging } from "./judge-worker.ts";
import { jump } from "./jump.ts";
import { limit } from "./limited.ts";
import { instanceA } from "./names.ts";
import { questionsOf, startPerson } from "./person-worker.ts";
import { perform } from "./port.ts";
import { startReconcile } from "./reconcile-worker.ts";
import { several } from "./rules.ts";
import { deliver } from "./scenario.ts";
import { isStopped, startPause, startResume } from "./stop-worker.ts";
import { applyTimes } from "./times.ts";
import { startWord, type Word, wordsOn } from "./word-worker.ts";
import { kill } from "./worker.ts";
import type { Pending, World } from "./world.ts";

/** Moves of one kind: how many there are now, what each is called in a script, and what it does. */
type Moves = {
  readonly count: (world: World) => number;
  readonly name: (world: World, index: number) => string;
  readonly move: (world: World, index: number) => void;
};

/** Who may move: first the one who moved last, last what stirs things up. A tape's numbers rest on this order. */
export const kindsOfMoves: readonly Moves[] = [
  {
    count: ({ pending }) => pending.length,
    name: (world, at) => nameOfCall(nthCall(world, at)),
    move: (world, at) => meetFate(world, nthCall(world, at)),
  },
  {
    count: ({ queue }) => queue.length,
    name: ({ queue }, at) => `deliver ${queue[at]?.label}`,
    move: (world, at) => deliver(world, world.queue[at]),
  },
  { count: (world) => Number(mayStop(world)), name: () => "stop", move: stop },
  { count: ({ late }) => late.length, name: ({ late }, at) => `late ${late[at]?.point}`, move: arriveLate },
  { count: ({ left }) => Number(left.reconciles > 0), name: () => "reconcile", move: reconcileNow },
  { count: ({ left }) => Number(left.jumps > 0), name: () => "leap", move: jump },
  { count: ({ left }) => Number(left.foreign > 0), name: () => "foreign", move: actByOthers },
  {
    count: (world) => (world.left.people > 0 ? questionsOf(world).length : 0),
    name: (world, at) => `person ${questionsOf(world)[at]?.instanceId}`,
    move: askPerson,
  },
  { count: ({ left }) => Number(left.outages > 0), name: () => "unreadable", move: becomeUnreadable },
  { count: (world) => Number(world.left.repeats > 0 && mayRepeat(world)), name: () => "again", move: repeat },
  {
    count: (world) => (world.left.words > 0 ? wordsOn(world).length : 0),
    name: (world, at) => nameOfWord(wordsOn(world)[at]),
    move: hearWord,
  },
  { count: (world) => Number(world.left.turns > 0 && mayTurn(world)), name: () => "turn", move: turn },
  { count: (world) => mayRevoke(world), name: () => "revoke", move: revoke },
  { count: ({ left }) => Number(left.words > 0), name: () => "policy", move: applyPolicy },
  {
    count: (world) => (world.left.words > 0 ? againsIn(world).length : 0),
    name: (world, at) => `again ${againsIn(world)[at]?.eventId}`,
    move: planAgain,
  },
  { count: (world) => Number(world.limitsToCome.length > 0 && canRead(world)), name: () => "limit", move: applyLimit },
  {
    count: ({ left, modes }) => Number(left.words > 0 && modes.at(-1)?.isByTag === true),
    name: () => "tag",
    move: retag,
  },
  { count: ({ left }) => Number(left.stops > 0), name: () => "pause", move: startPause },
  { count: (world) => Number(world.left.stops > 0 && isStopped(world)), name: () => "resume", move: startResume },
  { count: ({ timesToCome }) => timesToCome.length, name: () => "times", move: sayWhen },
  { count: (world) => Number(world.lossesLeft > 0 && canRead(world)), name: () => "lose", move: loseControl },
  { count: (world) => Number(!canRead(world)), name: () => "anew", move: makeControlAnew },
  { count: (world) => Number(maySwap(world)), name: () => "swap", move: swapDisks },
  {
    count: (world) => (world.left.words > 0 ? judgementsOn(world).length : 0),
    name: (world, at) => `${judgementsOn(world)[at]?.verdict} ${judgementsOn(world)[at]?.instanceId}`,
    move: hearJudgement,
  },
];

/** One of the words that people have left, where it makes a difference. */
const mayRevoke = ({ left, revoked, deliveries }: World) =>
  Number(left.words > 0 && !revoked && deliveries.some(({ mayConsent }) => mayConsent));

/** When nothing is under way; a runbook between two steps is seen through in some schedules. */
const mayStop = ({ pending, queue, lingers, left, table }: World) =>
  pending.length + queue.length === 0 &&
  !(
    lingers &&
    left.jumps > 0 &&
    left.reconciles > 0 &&
    [...table.rows.values()].some(
      ({ row: { current, waiting } }) => current?.runbook ?? Object.values(waiting).some(({ runbook }) => runbook),
    )
  );

/** The calls that wait: first those of the worker that moved last. */
function nthCall({ pending, lastMoved }: World, at: number): Pending | undefined {
  let left = at;
  for (const isMine of [true, false])
    for (const call of pending) if ((call.worker === lastMoved) === isMine && left-- === 0) return call;
  return undefined;
}

const nameOfCall = (call: Pending | undefined) => (call === undefined ? "" : `${call.worker.name} ${call.point}`);

function meetFate(world: World, pending: Pending | undefined): void {
  if (pending === undefined) return;
  const tag = isRare(pending.point) ? "rareFate" : "fate";
  const { fates: allowed } = world.limits;
  const fates = allowed === undefined ? pending.fates : pending.fates.filter((fate) => mayBe(fate, allowed));
  const fate = world.faultsLeft > 0 ? world.tape.choose(fates.length, tag, () => fates) : 0;
  if (fate > 0) world.faultsLeft--;
  perform(world, pending, fates[fate] ?? "ok", (worker) => kill(world, worker));
}

const mayBe = (fate: Fate, allowed: readonly Fate[]) => fate === "ok" || allowed.includes(fate);

/** Makes the first move that is made without a choice. False if there is none. */
export function moveAtOnce(world: World): boolean {
  const { limits, queue, left } = world;
  const { atOnce } = limits;
  if (atOnce === undefined) return false;
  const pending = world.pending.find(({ point }) => atOnce.some((start) => point.startsWith(start)));
  if (pending !== undefined) perform(world, pending, "ok", (worker) => kill(world, worker));
  else if (queue.length > 0) deliver(world, queue[0]);
  else if (left.jumps === 0 && left.reconciles > 0) reconcileNow(world);
  else return false;
  return true;
}

/** Nothing more comes from outside, and what floats never arrives. */
function stop(world: World): void {
  world.stopped = true;
  for (const { point, from } of world.late.splice(0)) world.say(() => `never: ${point} of ${from}`);
  world.cloud.requests.splice(0);
}

function arriveLate(world: World, at: number): void {
  const [late] = world.late.splice(at, 1);
  if (late === undefined) return;
  world.say(() => `late: ${late.point} of ${late.from}`);
  world.hits.count("arrives late", late.point);
  late.arrive();
}

function reconcileNow(world: World): void {
  world.left.reconciles--;
  startReconcile(world);
}

const nameOfWord = (word: Word | undefined) => `${word?.verb} ${word?.instanceId}`;

function hearWord(world: World, at: number): void {
  const word = wordsOn(world)[at];
  if (word === undefined) return;
  world.left.words--;
  startWord(world, word);
}

function hearJudgement(world: World, at: number): void {
  const judgement = judgementsOn(world)[at];
  if (judgement === undefined) return;
  world.left.words--;
  startJudging(world, judgement);
}

function planAgain(world: World, at: number): void {
  const again = againsIn(world)[at];
  if (again === undefined) return;
  world.left.words--;
  startAgain(world, again);
}

function applyLimit(world: World): void {
  const limits = world.limitsToCome.shift();
  if (limits !== undefined) limit(world, limits);
}

function sayWhen(world: World, at: number): void {
  const [make] = world.timesToCome.splice(at, 1);
  if (make !== undefined) applyTimes(world, make);
}

function revoke(world: World): void {
  world.left.words--;
  world.revoked = true;
  world.say(() => "the owner takes the right to consent away");
}

/** The owner applies a policy of another mode. */
function applyPolicy(world: World): void {
  const { tape, left, modes, nowMs } = world;
  left.words--;
  const { mode: present, isByTag: wasByTag } = modes.at(-1) ?? {};
  const others = (["observe", "ask", "act"] as const).filter((mode) => mode !== present);
  const kinds = [...others, ...(wasByTag ? [] : ["by tag"]), "two people", "a hook"];
  const choice = tape.choose(kinds.length, "detail", () => kinds);
  const kind = kinds[choice];
  if (kind === "two people") modes.push({ mode: "ask", sinceMs: nowMs, approvals: several });
  else if (kind === "a hook") modes.push({ mode: "act", sinceMs: nowMs, hook: true });
  else modes.push({ mode: others[choice] ?? "act", sinceMs: nowMs, isByTag: kind === "by tag" });
  world.say(() => `the owner applies a policy: ${kind}`);
}

/** Somebody else takes the instance into their care, or leaves it, where the policy asks for that. */
function retag(world: World): void {
  const { left, tagged, nowMs } = world;
  left.words--;
  const isTagged = tagged.at(-1)?.isTagged !== true;
  tagged.push({ isTagged, sinceMs: nowMs });
  world.say(() => `${isTagged ? "others look" : "nobody else looks"} after ${instanceA}`);
}

function askPerson(world: World, at: number): void {
  const question = questionsOf(world)[at];
  if (question === undefined) return;
  world.left.people--;
  startPerson(world, question);
}
