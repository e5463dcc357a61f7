import type { Outcome } from "../../shared/ledger/outcome.ts";
import type { Current, InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import { overStatuses } from "../../shared/remediation/answerable.ts";
import { noteYes } from "./acted.ts";
import { type Action, traitsOf } from "./actions.ts";
import { sameWishOf } from "./chat.ts";
import { type Effect, hasFailed, isLive, isOver, isRunning, type Request } from "./cloud.ts";
import { beginsEarly, contentOf, faultOfConsent, hasEnough, policiesInTime } from "./consents.ts";
import { noteDecisions } from "./decisions.ts";
import type { Delivery } from "./delivery.ts";
import type { Intent } from "./history.ts";
import { faultOfHook } from "./hooks.ts";
import { faultOfTime, holdsFailure } from "./in-time.ts";
import { asksLonger, givenUpEarly, holdsUnlisted } from "./listing.ts";
import { instanceA } from "./names.ts";
import { faultOfAgain, isAnotherKind } from "./owned.ts";
import { faultOfPlace } from "./places.ts";
import { faultOfFurther, faultOfRepeat, noteEnds } from "./repeats.ts";
import { personsChat } from "./rules.ts";
import { eventOf } from "./shown.ts";
import { noteStanding } from "./standing.ts";
import { faultOfSend, faultOfStopped, noteArrivals } from "./stops.ts";
import { faultOfTimeline } from "./timeline.ts";
import { faultOfVain } from "./vain.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/** A worker asks the cloud for something; `loses`: data, on the instance as it is. */
export function onRequested(world: World, worker: Worker, request: Request, loses: boolean): void {
  const { action, instanceId, pin } = request;
  const intent = world.history.intents.get(pin.nonce);
  if (intent === undefined) violate(world, `I2: ${worker.name} sends ${pin.nonce} before its intent is stored`);
  else if (intent.action !== action) violate(world, `I2: ${worker.name} sends ${action} for ${intent.action}`);
  complain(world, loses ? faultOfConsent(world, worker, intent, instanceId) : undefined);
  checkFresh(world, worker, request, intent);
  checkPolicy(world, worker, intent);
  complain(world, faultOfHook(world, intent));
  complain(world, faultOfSend(world, worker, pin.nonce));
  checkRepeat(world, worker, intent);
  checkTime(world, worker, intent);
  if (action === "StartInstance" && !wasStoppedFor(world, intent))
    violate(world, `I8: ${worker.name} starts ${instanceId}, which was not stopped for it`);
  checkInstance(world, instanceId);
}

function complain(world: World, fault: string | undefined): void {
  if (fault !== undefined) violate(world, fault);
}

/** An operation starts what a stop of its own may have stopped, and nothing else. */
const wasStoppedFor = ({ history }: World, intent: Intent | undefined) =>
  [...history.intents.values()].some(
    ({ operationId, action }) => operationId === intent?.operationId && action === "StopInstance",
  );

/** A look and an intent may each be a minute old when they are acted on; clocks may be set while a worker stands still. */
const maxAgeMs = 60_000 + 2 * halfSkewMs;
/** Until a withdrawn event has gone from what is acted on: the look's lag, and the ages of look and pin. */
const withdrawnForMs = 60_000 + 2 * maxAgeMs;

/** I12: nothing is sent on a look, an event or a wish that is too old. */
function checkFresh(world: World, worker: Worker, { pin }: Request, intent: Intent | undefined): void {
  if (pin.signedAtMs - worker.lookedAtMs > maxAgeMs)
    violate(world, `I12: ${worker.name} intends on a look of ${(pin.signedAtMs - worker.lookedAtMs) / 1_000} s before`);
  if (pin.signedAtMs > (intent?.notAfterMs ?? Number.POSITIVE_INFINITY) + 2 * halfSkewMs)
    violate(world, `I12: ${worker.name} sends what was asked for too long ago`);
  const withdrawnMs = world.cloud.withdrawn.get(intent?.eventId ?? "") ?? Number.POSITIVE_INFINITY;
  if (intent?.isAutomatic === true && world.nowMs > withdrawnMs + withdrawnForMs)
    violate(world, `I12: ${worker.name} answers ${intent.eventId}, which was withdrawn long before`);
}

/** H: nothing is sent at a time at which the policy lets nothing begin. */
function checkTime(world: World, worker: Worker, intent: Intent | undefined): void {
  const fault = faultOfTime(world, worker, intent);
  if (fault !== undefined) violate(world, fault);
}

/**
 * An event alone is a reason to send only while the policy lets it: as it was at most two minutes before, when it was read,
 * or as somebody said yes while it asked.
 */
function checkPolicy(world: World, worker: Worker, intent: Intent | undefined): void {
  if (intent?.isAutomatic !== true) return;
  const { name } = worker;
  const inTime = policiesInTime(world).map(({ mode }) => mode);
  if (isOthers(world, intent))
    violate(world, `P: ${name} answers ${intent.eventId}, though others look after its instance`);
  if (inTime.includes("act") || (inTime.includes("ask") && hasEnough(world, worker, intent))) return;
  violate(world, `P: ${name} answers ${intent.eventId} though the policy says ${inTime.join(", ")}`);
}

function checkRepeat(world: World, { name }: Worker, intent: Intent | undefined): void {
  const fault = intent && faultOfRepeat(world, intent);
  if (fault !== undefined) violate(world, `${fault}, by ${name}`);
}

/** True iff every policy of the last two minutes left alone what has the tag, and the instance had it all the time. */
function isOthers({ modes, tagged, nowMs }: World, { instanceId }: Intent): boolean {
  const fromMs = nowMs - 2 * maxAgeMs;
  const inTime = <T extends { readonly sinceMs: number }>(all: readonly T[]) =>
    all.filter((_, at) => (all[at + 1]?.sinceMs ?? nowMs) >= fromMs);
  return (
    instanceId === instanceA &&
    inTime(modes).every(({ isByTag }) => isByTag === true) &&
    inTime(tagged).every(({ isTagged }) => isTagged)
  );
}

/** The cloud took something; `standing`: what it took earlier and has not failed. */
export function onAccepted(world: World, effect: Effect, standing: readonly Effect[]): void {
  const { intents } = world.history;
  const intent = effect.nonce === undefined ? undefined : intents.get(effect.nonce);
  if (intent === undefined) return;
  for (const { nonce, id } of standing) {
    const other = nonce === undefined ? undefined : intents.get(nonce);
    const same = sameIn(intent, other) ?? sameWishOf(world, intent.token, other?.token);
    if (same !== undefined) violate(world, `I1: ${id} and ${effect.id} both answer ${same}`);
  }
  checkInstance(world, effect.instanceId);
}

/**
 * What two attempts both stand for, if anything. An event is answered by the call that an operation is named after. A
 * stop and a start only lead there: where the replacement never came, an operation that has a consent of its own may
 * stop the instance for the same event once more.
 */
function sameIn({ operationId, action, token, eventId, yeses }: Intent, other: Intent | undefined): string | undefined {
  // The steps of one operation are several calls.
  if (other?.operationId === operationId)
    return other.action === action ? `operation ${operationId.slice(0, 6)}` : undefined;
  if (token !== undefined && other?.token === token) return `token ${token}`;
  if (other !== undefined && isStep(other.action) && yeses.length > 0) return undefined;
  return eventId !== undefined && other?.eventId === eventId ? `event ${eventId}` : undefined;
}

const isStep = (action: Action) => action === "StopInstance" || action === "StartInstance";

/** I2: whatever may still happen or is happening on the instance is the row's current attempt. */
export function checkInstance(world: World, instanceId: string): void {
  const { cloud, nowMs, table } = world;
  const current = table.rows.get(instanceId)?.row.current;
  for (const request of cloud.requests)
    if (request.instanceId === instanceId && isLive(cloud, request, nowMs) && !owns(world, current, request.pin.nonce))
      violate(world, `I2: a request may still be taken (${request.pin.nonce}), but the row has ${nameOf(current)}`);
  for (const effect of cloud.effects)
    if (effect.instanceId === instanceId && isRunning(effect, nowMs) && isUnowned(world, current, effect))
      violate(world, `I2: ${effect.id} runs (${effect.nonce}), but the row has ${nameOf(current)}`);
}

const isUnowned = (world: World, current: Current | undefined, effect: Effect) =>
  effect.nonce !== undefined && !owns(world, current, effect.nonce) && !mayHide(world, effect);

/** What has no id shows by a start or an answered event, and somebody else's since the attempt passes for it. */
function mayHide({ cloud, nowMs, history, product }: World, { action, nonce, instanceId: on }: Effect): boolean {
  const intent = history.intents.get(nonce ?? "");
  if (intent === undefined || traitsOf[action].id !== undefined) return false;
  const fromMs = product.earliestStampMs(intent.signedAtMs, product.defaultBounds);
  const isSince = ({ endsAtMs }: Effect) => endsAtMs >= fromMs && endsAtMs <= nowMs;
  return cloud.effects.some((other) => other.nonce === undefined && other.instanceId === on && isSince(other));
}

const inFlight: readonly string[] = ["Sending", "Accepted", "Unproven", "NeedsHuman"];

function owns(world: World, current: Current | undefined, nonce: string): boolean {
  const intent = world.history.intents.get(nonce);
  return (
    intent?.operationId === current?.operationId &&
    intent?.attempt === current?.attempt &&
    inFlight.includes(current?.progress.state ?? "")
  );
}

/** A row was written: I4, I6, I7, and I2 again. */
export function onRowWritten(
  world: World,
  worker: Worker,
  instanceId: string,
  stored: InstanceRow | undefined,
  before: InstanceRow | undefined,
  next: InstanceRow,
): void {
  world.say(() => `    ${instanceId} epoch ${next.epoch}: ${nameOf(next.current)}`);
  checkFence(world, stored, before, next);
  // A write that rests on another version is I6's.
  const line = before === stored ? faultOfTimeline(world, worker, stored, next) : undefined;
  if (line !== undefined) violate(world, line);
  noteIntent(world, worker, instanceId, next.current);
  complain(world, faultOfPlace(world, worker, instanceId, stored?.current, next.current));
  complain(world, faultOfStopped(world, worker, instanceId, stored?.current, next.current));
  complain(world, faultOfVain(world, instanceId, stored, next));
  noteArrivals(world, instanceId, next);
  noteDecisions(world, stored, next);
  noteEnds(world, instanceId, stored, next);
  noteYes(world, instanceId, next);
  const further = faultOfFurther(world, instanceId, stored, next);
  if (further !== undefined) violate(world, further);
  noteStanding(world, instanceId, next);
  checkKept(world, `${worker.name} on ${instanceId}`, stored, next);
  checkWaiting(world, instanceId, stored?.current, next);
  const held = holdsUnlisted(world, worker, stored, next);
  if (held !== undefined) violate(world, held);
  const again = faultOfAgain(world, instanceId, stored, next);
  if (again !== undefined) violate(world, again);
  const other = isAnotherKind(world, instanceId, next);
  if (other !== undefined) violate(world, `F3: ${other.eventId} has an operation of another kind`);
  checkAccepted(world, next.current);
  if (next.outcomes !== stored?.outcomes) checkEnded(world, instanceId, stored, next);
  checkInstance(world, instanceId);
}

/** I6: a write that changes the current operation fences out whoever read the row before; any other fences out nobody. */
function checkFence(
  world: World,
  stored: InstanceRow | undefined,
  before: InstanceRow = world.product.emptyRow,
  next: InstanceRow,
): void {
  const isBeside = before.current === next.current;
  const [epoch, beside] = isBeside ? [before.epoch, before.beside + 1] : [before.epoch + 1, before.beside];
  if (next.epoch !== epoch || next.beside !== beside || (isBeside && next.owner !== before.owner))
    violate(
      world,
      `I6: ${isBeside ? "beside" : "epoch"} ${before.epoch}.${before.beside} becomes ${next.epoch}.${next.beside}`,
    );
  if (world.switches.conditions && (stored?.epoch ?? 0) !== before.epoch)
    violate(world, "I6: written without its epoch");
}

/** I7: what is taken up again goes on where it was. */
function checkAttempts({ history }: World, instanceId: string, { current, waiting }: InstanceRow): string | undefined {
  for (const { operationId, attempt } of [...Object.values(waiting), ...(current === undefined ? [] : [current])]) {
    const key = `${instanceId} ${operationId}`;
    const known = history.attempts.get(key) ?? 0;
    history.attempts.set(key, attempt);
    if (attempt < known) return `I7: ${operationId.slice(0, 6)} begins anew after ${known} attempt(s)`;
  }
  return undefined;
}

/** What waits can take no effect and can be sent by others; a runbook that has begun does not wait. */
function faultOf(
  row: InstanceRow,
  was: Current | undefined,
  { operationId, runbook, attempt }: Waiting,
): string | undefined {
  const name = operationId.slice(0, 6);
  if (was?.operationId === operationId && was.oneShot) return `I3: ${name} waits, but only its caller can send it`;
  if (isBegun(runbook)) return `I8: ${name} waits, but its instance was stopped for it`;
  // What is bound to an id that was never sent was answered in an earlier life of it, whose outcome is forgotten.
  return attempt > 0 && Object.values(row.events).includes(operationId)
    ? `I3: ${name} waits and keeps its event from others`
    : undefined;
}

const isBegun = (runbook: Waiting["runbook"]) => runbook?.wasRunning === true || runbook?.verdict !== undefined;

function checkWaiting(world: World, instanceId: string, was: Current | undefined, row: InstanceRow): void {
  const entries = Object.values(row.waiting);
  const faults = entries.flatMap((entry) => [
    faultOf(row, was, entry),
    asksLonger(world, instanceId, entry),
    holdsFailure(world, entry),
  ]);
  for (const fault of [checkAttempts(world, instanceId, row), ...faults])
    if (fault !== undefined) violate(world, fault);
}

function checkEnded(world: World, instanceId: string, stored: InstanceRow | undefined, next: InstanceRow): void {
  // An outcome was the last word on what was promised; once it is forgotten, its token promises anew.
  for (const operationId of Object.keys(stored?.outcomes ?? {}))
    if (next.outcomes[operationId] === undefined) world.history.promised.delete(`${instanceId} ${operationId}`);
  for (const [operationId, outcome] of Object.entries(next.outcomes)) {
    if (stored?.outcomes[operationId] !== undefined) continue;
    world.history.ended.add(`${instanceId} ${operationId}`);
    world.history.attempts.delete(`${instanceId} ${operationId}`);
    forgetQuestions(world, `${instanceId} ${operationId} `);
    const early = givenUpEarly(world, outcome, stored?.waiting[operationId]);
    if (early !== undefined) violate(world, early);
    const { openSinceMs = 0 } = stored?.waiting[operationId] ?? stored?.current ?? {};
    checkOutcome(world, instanceId, operationId, outcome, openSinceMs);
  }
}

/** Nobody is asked any more, whatever the operation was planned as meanwhile. */
function forgetQuestions({ history: { asked } }: World, prefix: string): void {
  for (const key of asked.keys()) if (key.startsWith(prefix)) asked.delete(key);
}

function noteIntent(world: World, worker: Worker, instanceId: string, current: Current | undefined): void {
  if (current?.progress.state !== "Sending") return;
  const { intents } = world.history;
  if (intents.has(current.progress.nonce)) return;
  const { operationId, attempt, eventId, approvals = [], progress, clientToken, runbook } = current;
  const { signedAtMs, nonce } = progress;
  const isLater = isBegun(runbook) && runbook?.step !== "stop";
  const isAutomatic = clientToken === undefined && !isLater;
  const notAfterMs = runbook?.step === "start" ? undefined : current.notAfterMs;
  if (clientToken !== undefined && current.notAfterMs === undefined)
    violate(world, `I12: ${nameOf(current)} may be sent for ever`);
  const asked = worker.delivery?.token ?? clientToken;
  const token = asked && `${worker.delivery?.caller ?? current.actor} ${asked}`; // a token is its caller's own
  const action = actionOf(current);
  intents.set(nonce, {
    ...{ instanceId, operationId, attempt, action, signedAtMs, eventId, token, yeses: approvals },
    ...{ isAutomatic, isOfPerson: isOfPerson(current), isBegun: isLater, notAfterMs },
    overrides: current.overridesFreeze === true,
    content: contentOf(current),
  });
  complain(world, beginsEarly(current, signedAtMs, isLater));
}

/** A signed call of who may approve. */
const isOfPerson = ({ clientToken, source, actor }: Current) =>
  clientToken !== undefined && source === "http" && actor === "consenting";

/** The call that the current step of an operation makes. */
export function actionOf({ operation, runbook }: Current): Action {
  if (runbook?.step === "stop") return "StopInstance";
  return runbook?.step === "start" ? "StartInstance" : (operation as Action); // operations are named after their call
}

/** I7: what is stored stays current or waiting until it has an outcome; only a claim that was never promised may be given back. */
function checkKept(world: World, writer: string, stored: InstanceRow | undefined, next: InstanceRow): void {
  const isThere = (id: string) =>
    next.current?.operationId === id || next.waiting[id] !== undefined || next.outcomes[id] !== undefined;
  for (const id of Object.keys(stored?.waiting ?? {}))
    if (!isThere(id)) violate(world, `I7: ${writer} erases ${id.slice(0, 6)}, which waits`);
  const was = stored?.current;
  if (was !== undefined && !isThere(was.operationId)) checkReleased(world, writer, stored?.owner, was, next);
}

function checkReleased(world: World, writer: string, owner: string | undefined, was: Current, next: InstanceRow): void {
  const { attempts, promised } = world.history;
  const key = `${writer.split(" ").at(-1)} ${was.operationId}`;
  const isTooOld = usedBefore(world, was.operationId, was.openSinceMs);
  const released = next.current === undefined && owner === next.owner && (isWaitedFor(was) || isTooOld);
  attempts.delete(key);
  // Whatever was told of it: what its token came to is forgotten, and that is what its callers are told from now on.
  if (released && isTooOld) promised.delete(key);
  if (!released) violate(world, `I7: ${writer} erases ${nameOf(was)}`);
  else if (promised.has(key))
    violate(world, `I7: ${writer} releases ${nameOf(was)}, which a caller was told is on record`);
}

/** True iff who asked hears at once that it was not done. */
const isWaitedFor = ({ source, actor }: Current) => source === "http" || actor === personsChat;

/** True iff a token was used so long before this that its outcome may be forgotten. */
const usedBefore = ({ table }: World, operationId: string, openSinceMs: number) =>
  (table.tokens.get(operationId)?.boundAtMs ?? openSinceMs) + 30 * 86_400_000 <= openSinceMs;

/** I4: accepted only if the cloud took this very attempt, or it is adopted. */
function checkAccepted(world: World, current: Current | undefined): void {
  if (current?.progress.state !== "Accepted") return;
  const { operationId, attempt, progress } = current;
  const { intents } = world.history;
  for (const { id, nonce } of world.cloud.effects) {
    const other = nonce === undefined ? undefined : intents.get(nonce);
    if (other !== undefined && other.operationId !== operationId && progress.evidenceIds.includes(id))
      violate(world, `I4: ${nameOf(current)} by ${id}, which is another operation's`);
  }
  const took = world.cloud.effects.some(({ nonce }) => {
    const intent = nonce === undefined ? undefined : world.history.intents.get(nonce);
    return intent?.operationId === operationId && intent.attempt === attempt;
  });
  if (took) return;
  if (progress.adopted) world.adoptedForeign++;
  else violate(world, `I4: ${nameOf(current)} without an effect of this attempt`);
}

/** I4: an outcome says the truth about the effects of its operation; a token that is used again after weeks has another life. */
function checkOutcome(
  world: World,
  instanceId: string,
  operationId: string,
  { state, operation, by }: Outcome,
  openSinceMs: number,
): void {
  const isMine = (nonce: string | undefined) => isOf(world, nonce, instanceId, operationId);
  const { cloud, nowMs } = world;
  const effects = cloud.effects.filter(
    ({ action, nonce, acceptedAtMs }) =>
      action === operation && isMine(nonce) && acceptedAtMs > openSinceMs - 4 * halfSkewMs,
  );
  const name = operationId.slice(0, 6);
  if (state === "Succeeded") {
    // Someone else's redeploy that did it is adopted, beside our own that failed.
    const byOthers = cloud.effects.some((task) => task.instanceId === instanceId && task.nonce === undefined);
    const didIt = effects.some((task) => !hasFailed(task, nowMs) && !isRunning(task, nowMs));
    if (effects.length > 0 && !didIt && !byOthers) violate(world, `I4: ${name} Succeeded, but its effect has not`);
    const answered = [...cloud.events.values()].some(
      (event) => event.instanceId === instanceId && isOver(cloud, event.eventId, nowMs),
    );
    const isDone = cloud.effects.some(({ action, instanceId: on }) => action === operation && on === instanceId);
    if (!isDone && !byOthers && !answered && by === undefined)
      violate(world, `I4: ${name} Succeeded without any effect`);
    return;
  }
  if (state === "SatisfiedElsewhere") checkSatisfied(world, instanceId, operationId, by);
  if (effects.some((task) => !hasFailed(task, nowMs))) violate(world, `I4: ${name} ${state}, but it has an effect`);
  if (cloud.requests.some((request) => isMine(request.pin.nonce) && isLive(cloud, request, nowMs)))
    violate(world, `I4: ${name} ${state}, but its request may still be taken`);
}

/** I4: somebody has answered its event, or may have, or the event is over. */
function checkSatisfied(world: World, instanceId: string, operationId: string, by: string | undefined): void {
  const { cloud, nowMs, table } = world;
  const events = [...cloud.events.values()].filter((event) => event.instanceId === instanceId);
  const row = table.rows.get(instanceId)?.row;
  const isAnswered =
    events.some((event) => overStatuses.includes(eventOf(cloud, event, nowMs).status)) ||
    cloud.effects.some((effect) => effect.instanceId === instanceId && !hasFailed(effect, nowMs)) ||
    (by !== undefined && (row?.current?.operationId === by || row?.outcomes[by]?.state === "Succeeded"));
  if (!isAnswered) violate(world, `I4: ${operationId.slice(0, 6)} SatisfiedElsewhere, but nobody answered its event`);
}

/** True iff this nonce is that of an attempt of the operation. */
export function isOf(world: World, nonce: string | undefined, instanceId: string, operationId: string): boolean {
  const intent = nonce === undefined ? undefined : world.history.intents.get(nonce);
  return intent?.operationId === operationId && intent.instanceId === instanceId;
}

/** The function answered: what a caller or queue may rely on. */
export function onAnswered(world: World, delivery: Delivery, answer: object): void {
  const { statusCode, said } = delivery.shape === "http" ? saidIn(answer) : { statusCode: 200, said: answer as Said };
  world.say(() => `    answer to ${delivery.label}: ${statusCode} ${said.State ?? said.Code}`);
  if (said.Code === "InternalError" && said.Message?.startsWith("An internal"))
    violate(world, `unexpected: ${said.Message}`);
  // InDoubt promises nothing: what turns out to be without effect may be given back, and the caller asks again.
  if (said.State === "Waiting" && said.OperationId !== undefined)
    world.history.promised.add(`${delivery.instanceId} ${said.OperationId}`);
  if (said.State === "NotMine") delivery.isOthers = true;
  if (delivery.shape === "http" && statusCode >= 409 && delivery.retriesLeft-- > 0) world.queue.push(delivery);
  else delivery.done = true;
}

/** What a reply's body may say. */
type Said = Readonly<Partial<{ State: string; OperationId: string; Code: string; For: string; Message: string }>>;

/** A trigger's reply carries its body as text; an event or invoke gets the body alone. */
function saidIn(answer: object): { readonly statusCode: number; readonly said: Said } {
  const { statusCode, body } = answer as { readonly statusCode: number; readonly body: string }; // the entry's httpReply
  return { statusCode, said: JSON.parse(body) as Said };
}

export const nameOf = (current: Current | undefined) =>
  current === undefined
    ? "no operation"
    : `${current.operationId.slice(0, 6)} ${[current.runbook?.step ?? [], stateOf(current)].flat().join(" ")} (attempt ${current.attempt})`;

const stateOf = ({ progress }: Current) =>
  progress.state === "Waiting" ? `Waiting for ${progress.code}` : progress.state;

export function violate(world: World, text: string): void {
  world.say(() => `!!! ${text}`);
  world.violations.push(text);
}
