import type { Sent } from "../../shared/cloud/sent.ts";
import { traitsOf } from "./actions.ts";
import { type Effect, hasFailed, isEnded, isInWindow, isOver, isUsedUp, type Request, take } from "./cloud.ts";
import type { Fate } from "./fates.ts";
import { onAccepted, onRequested } from "./invariants.ts";
import { callPort } from "./port.ts";
import { shownOf } from "./shown.ts";
import type { Worker, World } from "./world.ts";

/** What a call has besides its instance and pin. */
type Asked = Request & {
  readonly token?: string;
  readonly eventId?: string;
  /** When it is to begin, if not at once. */
  readonly startsAtMs?: number | undefined;
  /** True iff it loses data, on the instance as it is. */
  readonly losesData: boolean;
};

/** One call that changes something, from its worker to the cloud. Its errors are read by the product's own `sentErrorOf`. */
export function send(world: World, worker: Worker, asked: Asked): Promise<Sent> {
  world.cloud.requests.push(asked);
  onRequested(world, worker, asked, asked.losesData);
  const sent = (answer: () => Sent): Sent => {
    try {
      return answer();
    } catch (error) {
      return world.product.sentErrorOf(error);
    }
  };
  return callPort(world, worker, [`send.${asked.action}`, asked.action], {
    arrive: () => sent(() => arrive(world, asked)),
    lost: () => sent(() => raise("DeadlinePassed")),
    special: (fate) => sent(() => (fate === "copied" ? arriveTwice(world, worker, asked) : meet(world, asked, fate))),
  });
}

/** The request arrives, and a copy of it floats. */
function arriveTwice(world: World, worker: Worker, asked: Asked): Sent {
  const copy = { ...asked };
  const again = () => {
    attempt(() => arrive(world, copy));
    return () => undefined;
  };
  try {
    return arrive(world, asked);
  } finally {
    world.cloud.requests.push(copy);
    world.late.push({ point: `function.send.${asked.action}`, from: worker.name, arrive: again });
  }
}

/** A fault of the send other than a lost answer. */
function meet(world: World, asked: Asked, fate: Fate): Sent {
  switch (fate) {
    case "failedTask":
      return arrive(world, asked, { fails: true });
    case "unanswered":
      return arrive(world, asked, { answersAfterMs: answerLate(world) });
    case "planned":
      attempt(() => arrive(world, asked, { plannedAtMs: world.nowMs + plannedAfterMs }));
      return raise("BadGateway", 502);
    case "repeated":
      attempt(() => arrive(world, asked));
      return arrive(world, asked);
    case "serverErrorApplied":
      attempt(() => arrive(world, asked));
      return raise("BadGateway", 502);
    default:
      forget(world, asked);
      return refusalOf(fate);
  }
}

/** Past the moment from which an absence counts; invented. */
const plannedAfterMs = 3 * 60 * 60_000;

/** What becomes of a call that is taken, if it is not the plain thing. */
type How = {
  readonly fails?: boolean;
  readonly answersAfterMs?: number | undefined;
  /** When the cloud begins with it, if neither at once nor when it was asked to. */
  readonly plannedAtMs?: number | undefined;
};

/** An event may be moved on long after what answered it has ended, or never; invented. */
const answeredAfterMs = [5 * 60 * 60_000, Number.POSITIVE_INFINITY];
const answerLate = ({ tape }: World) =>
  answeredAfterMs[tape.choose(answeredAfterMs.length, "detail", () => ["hours later", "never"])];

function refusalOf(fate: Fate): never {
  if (fate === "throttled") return raise("Throttling.User", 400);
  if (fate === "refusedForNow") return raise("IncorrectInstanceStatus", 403);
  if (fate === "refusedForGood") return raise("Forbidden.RAM", 403);
  return fate === "notConnected" ? raise("ECONNREFUSED") : raise("BadGateway", 502);
}

/** A request reaches the gateway and then the product. */
function arrive(world: World, asked: Asked, how: How = {}): Sent {
  const { cloud, nowMs, switches } = world;
  const { signedAtMs, nonce } = asked.pin;
  forget(world, asked);
  if (!isInWindow(cloud, signedAtMs, nowMs)) return raise("InvalidTimeStamp.Expired", 400);
  if (switches.nonceRemembered && isUsedUp(cloud, nonce, nowMs)) return raise(answerToCopy(world), 400);
  cloud.nonces.set(nonce, nowMs);
  const known = cloud.honoursTokens ? cloud.effects.find(({ token }) => token && token === asked.token) : undefined;
  return known === undefined ? takeNew(world, asked, how) : accepted(known);
}

/** What a copy gets. The gateway looks at the date first, and the copy may come when its date is too old. */
function answerToCopy({ switches, tape }: World): string {
  const codes = ["SignatureNonceUsed", "InvalidTimeStamp.Expired"];
  if (!switches.nonceBeforeThrottle) codes.push("Throttling.User");
  return codes[tape.choose(codes.length, "detail", () => codes)] ?? "";
}

function takeNew(world: World, asked: Asked, { fails = false, answersAfterMs, plannedAtMs = world.nowMs }: How): Sent {
  const { cloud, nowMs } = world;
  guard(world, asked);
  const { action, instanceId, pin, token, eventId, startsAtMs = plannedAtMs } = asked;
  if (startsAtMs < nowMs) raise("InvalidParameter.PlanTime", 400);
  const effect = take(cloud, {
    ...{ action, instanceId, nonce: pin.nonce, token, eventId, startsAtMs, fails, nowMs, answersAfterMs },
    ...{ lagMs: chosenLag(world), takesMs: chosenDuration(world, asked) },
  });
  onAccepted(
    world,
    effect,
    cloud.effects.filter((earlier) => earlier !== effect && !hasFailed(earlier, nowMs)),
  );
  world.say(() => `    the cloud takes ${effect.id} on ${instanceId}${fails ? ", which will fail" : ""}`);
  return accepted(effect);
}

const accepted = ({ id, action }: Effect): Sent => ({
  kind: "accepted",
  requestId: `r-${id}`,
  evidenceId: traitsOf[action].id === undefined ? undefined : id,
});

function chosenLag({ cloud, tape, product }: World): number {
  const lags = [0, Math.min(cloud.lagMs, product.defaultBounds.lagMs)];
  return lags[tape.choose(lags.length, "detail", () => ["seen at once", "seen late"])] ?? 0;
}

function chosenDuration({ tape }: World, { action }: Request): number {
  const { takesMs } = traitsOf[action];
  const [only = 0] = takesMs;
  return takesMs.length === 1 ? only : (takesMs[tape.choose(takesMs.length, "detail", () => ["quick", "slow"])] ?? 0);
}

/** A guarded cloud looks at the instance before it takes a call; a disk is replaced on a Stopped instance only. */
function guard(world: World, { action, instanceId }: Request): void {
  const { cloud, nowMs } = world;
  const fits = traitsOf[action].needs.includes(shownOf(cloud, instanceId, nowMs).status);
  if (!fits && (cloud.guarded || action === "ReplaceSystemDisk")) raise("IncorrectInstanceStatus", 403);
  if (!cloud.guarded) return;
  const isBusy = cloud.effects.some((effect) => effect.instanceId === instanceId && !isEnded(effect, nowMs));
  if (isBusy) raise("IncorrectInstanceStatus", 403);
  if (action === "RedeployInstance" && !hasPending(world, instanceId)) raise("InvalidOperation.RedeployInstance", 403);
}

const hasPending = ({ cloud, nowMs }: World, instanceId: string) =>
  [...cloud.events.values()].some((event) => event.instanceId === instanceId && !isOver(cloud, event.eventId, nowMs));

function forget({ cloud }: World, request: Request): void {
  const at = cloud.requests.indexOf(request);
  if (at >= 0) cloud.requests.splice(at, 1);
}

function attempt(act: () => unknown): void {
  try {
    act();
  } catch {
    // The answer is lost, whatever it was.
  }
}

/** An error as the SDK throws it; one with a status is an answer of the cloud, in the form that all of its errors have. */
function raise(code: string, statusCode?: number): never {
  const answered = statusCode && { statusCode, data: { Code: code, RequestId: `r-${code}` } };
  throw Object.assign(new Error(code), { code, ...answered });
}
