import type { Ecs, InstanceFacts } from "../../shared/cloud/ecs.ts";
import type { Sent } from "../../shared/cloud/sent.ts";
import {
  hasFailed,
  isEnded,
  isInWindow,
  isOver,
  isRunning,
  listedForMs,
  minuteMs,
  overSinceMs,
  type Request,
  takeRedeploy,
} from "./cloud.ts";
import type { Fate } from "./fates.ts";
import { onAccepted, onRequested } from "./invariants.ts";
import { callPort } from "./port.ts";
import type { Worker, World } from "./world.ts";

/** ECS as one worker reaches it. Errors have the SDK's shape and are read by the product's own `sentErrorOf`. */
export function createEcs(world: World, worker: Worker): Ecs {
  const { OpError } = world.product;
  const unread = (throttled: boolean) => (): never => {
    throw throttled
      ? new OpError("throttled", "Throttling.User", "throttled")
      : new OpError("unavailable", "ServiceUnavailable", "not read");
  };
  return {
    readInstance: (instanceId) =>
      callPort(world, worker, ["look", "look"], {
        arrive: () =>
          world.nowMs < world.unreadableUntilMs ? unread(false)() : factsOf(world, instanceId, "Running", world.nowMs),
        lost: unread(false),
        special: (fate) => {
          if (fate === "throttled") return unread(true)();
          if (fate === "busy") return factsOf(world, instanceId, "Stopping", world.nowMs);
          return factsOf(world, instanceId, "Running", world.nowMs - world.cloud.lagMs);
        },
      }),
    readImage: () => notModelled(),
    rebootInstance: () => notModelled(),
    replaceSystemDisk: () => notModelled(),
    stopInstance: () => notModelled(),
    startInstance: () => notModelled(),
    redeployInstance: (instanceId, forceStop, pin) => {
      const request: Request = { instanceId, pin };
      world.cloud.requests.push(request);
      onRequested(world, worker, request, forceStop);
      const sent = (answer: () => Sent): Sent => {
        try {
          return answer();
        } catch (error) {
          return world.product.sentErrorOf(error);
        }
      };
      return callPort(world, worker, ["send", "send"], {
        arrive: () => sent(() => arrive(world, request)),
        lost: () => sent(() => raise("DeadlinePassed")),
        special: (fate) => sent(() => meet(world, request, fate)),
      });
    },
  };
}

function notModelled(): never {
  throw new Error("The simulation does not model this call");
}

/**
 * What DescribeInstances, DescribeDisks, DescribeInstanceHistoryEvents and DescribeTasks say of a moment. What has been
 * over for long is not listed any more.
 */
function factsOf({ cloud }: World, instanceId: string, status: string, nowMs: number): InstanceFacts {
  const mine = cloud.tasks.filter((task) => task.instanceId === instanceId);
  const busy = cloud.guarded && mine.some((task) => isRunning(task, nowMs) && task.acceptedAtMs + 10_000 <= nowMs);
  return {
    instance: {
      status: busy ? "Stopping" : status,
      onDedicatedHost: false,
      locks: [],
      expired: false,
      startedAtMs: undefined,
      imageId: "",
      osType: "linux",
      hasLocalStorage: cloud.localDisks.has(instanceId),
    },
    hasLocalDisks: cloud.localDisks.has(instanceId),
    disks: [],
    events: [...cloud.events.values()]
      .filter((event) => event.instanceId === instanceId && isListed(overSinceMs(cloud, event.eventId), nowMs))
      .map((event) => (isOver(cloud, event.eventId, nowMs) ? { ...event, status: "Executed" } : event)),
    tasks: mine
      .filter(({ visibleAtMs, endsAtMs }) => visibleAtMs <= nowMs && isListed(endsAtMs, nowMs))
      .map((task) => ({
        taskId: task.taskId,
        status: isRunning(task, nowMs) ? "Processing" : task.fails ? "Failed" : "Finished",
        createdAtMs: task.createdAtMs,
      })),
  };
}

const isListed = (overAtMs: number, nowMs: number) => nowMs < overAtMs + listedForMs;

/** A fault of the send other than a lost answer. */
function meet(world: World, request: Request, fate: Fate): Sent {
  switch (fate) {
    case "failedTask":
      return arrive(world, request, { fails: true });
    case "unanswered":
      return arrive(world, request, { answersAfterMs: answerLate(world) });
    case "repeated":
      attempt(() => arrive(world, request));
      return arrive(world, request);
    case "serverErrorApplied":
      attempt(() => arrive(world, request));
      return raise("InternalError", 500);
    default:
      forget(world, request);
      return refusalOf(fate);
  }
}

/** What becomes of a redeploy that is taken, if it is not the plain thing. */
type Effect = { readonly fails?: true; readonly answersAfterMs?: number | undefined };

/** An event may be moved on long after its task has finished, or never; invented. */
const answeredAfterMs = [5 * 60 * minuteMs, Number.POSITIVE_INFINITY];
const answerLate = ({ tape }: World) =>
  answeredAfterMs[tape.choose(answeredAfterMs.length, "detail", () => ["hours later", "never"])];

function refusalOf(fate: Fate): never {
  if (fate === "throttled") return raise("Throttling.User", 400);
  if (fate === "refusedForNow") return raise("IncorrectInstanceStatus", 403);
  if (fate === "refusedForGood") return raise("Forbidden.RAM", 403);
  return fate === "notConnected" ? raise("ECONNREFUSED") : raise("InternalError", 500);
}

/** A request reaches the gateway and then the product. */
function arrive(world: World, request: Request, how: Effect = {}): Sent {
  const { cloud, nowMs, switches, tape, product } = world;
  const { fails = false, answersAfterMs: afterMs } = how;
  const { instanceId, pin } = request;
  const { signedAtMs, nonce } = pin;
  forget(world, request);
  const repeated = switches.nonceRemembered && cloud.nonces.has(nonce);
  if (repeated && switches.nonceFirst) return raise("SignatureNonceUsed", 400);
  if (!isInWindow(cloud, signedAtMs, nowMs)) return raise("InvalidTimeStamp.Expired", 400);
  if (repeated) return raise(tape.choose(2, "detail") === 0 ? "SignatureNonceUsed" : "Throttling.User", 400);
  cloud.nonces.add(nonce);
  if (cloud.guarded) guard(world, instanceId);
  const lags = [0, Math.min(cloud.lagMs, product.defaultBounds.lagMs)];
  const lagMs = lags[tape.choose(lags.length, "detail", () => ["seen at once", "seen late"])] ?? 0;
  const task = takeRedeploy(cloud, { instanceId, nonce, fails, lagMs, nowMs, answersAfterMs: afterMs });
  onAccepted(
    world,
    task,
    cloud.tasks.filter((earlier) => earlier !== task && !hasFailed(earlier, nowMs)),
  );
  world.say(() => `    the cloud takes ${task.taskId} on ${instanceId}${fails ? ", which will fail" : ""}`);
  const { taskId } = task;
  return { kind: "accepted", requestId: `r-${taskId}`, evidenceId: taskId };
}

/** A cloud that looks at the instance before it takes a redeploy. */
function guard({ cloud, nowMs }: World, instanceId: string): void {
  const isBusy = cloud.tasks.some((task) => task.instanceId === instanceId && !isEnded(task, nowMs));
  if (isBusy) raise("IncorrectInstanceStatus", 403);
  const isPending = [...cloud.events.values()].some(
    (event) => event.instanceId === instanceId && !isOver(cloud, event.eventId, nowMs),
  );
  if (!isPending) raise("InvalidOperation.RedeployInstance", 403);
}

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

/** An error as the SDK throws it. */
function raise(code: string, statusCode?: number): never {
  throw Object.assign(new Error(code), { code, ...(statusCode && { statusCode }) });
}
