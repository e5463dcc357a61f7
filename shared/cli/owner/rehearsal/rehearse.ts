import { failed } from "../stopped.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { createDrills, type Drills } from "./drills.ts";
import { type Delivered, deliveredTo, drillType, plannedBy, type Recorded, recordOf, wayOf } from "./looks.ts";
import { type Heard, newIn, type Stage, stagesOf } from "./stages.ts";

/** The platform's own time of a drill, at which it would do nothing either: far away from the end of the rehearsal. */
const notBeforeInMs = 24 * 3_600_000;
/** So long each of the two ways may take to reach the function, and how often it is asked (invented). */
const comesInMs = 60_000;
const pollMs = 3_000;

/**
 * Makes a simulated event with the caller's own rights and looks what becomes of it. ECS tells whoever it tells; if nothing
 * came of that, CloudMonitor is asked to push the notice of the same event. The event is cancelled at the end, and on Ctrl-C.
 */
export async function rehearse(target: Target, instanceId: string, terminal: Terminal): Promise<readonly Stage[]> {
  const drills = await createDrills(target);
  const [before, planned] = await Promise.all([recordOf(target, instanceId), plannedBy(target, instanceId)]);
  const interruption = interruptionBy(terminal); // before there is anything to be cancelled
  try {
    const eventId = await drills.create(instanceId, drillType, target.nowMs() + notBeforeInMs);
    terminal.err(`Simulated ${drillType} on ${instanceId}: ${eventId}`);
    const drill: Drill = { eventId, instanceId, regionId: target.regionId };
    const wait = waitBy(target, drill, before, { ...terminal, isOver: interruption.isOver });
    try {
      const came = await interruption.unless(delivery(drills, drill, wait));
      const delivered = came.heard?.delivered;
      const way = delivered && (await interruption.unless(wayOf(target, delivered, terminal)));
      return stagesOf({ eventId, planned, ...came, way });
    } finally {
      await cancelled(drills, eventId, terminal);
    }
  } finally {
    interruption.end();
  }
}

/** Whatever happened, the event goes. If it cannot be cancelled, the person is told how. */
async function cancelled(drills: Drills, eventId: string, { err }: Terminal): Promise<void> {
  try {
    await drills.cancel(eventId);
    err(`Cancelled: ${eventId}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    err(
      `${eventId} is still there: ${why} Cancel it in ECS's console, or with: aliyun ecs CancelSimulatedSystemEvents --EventId.1 ${eventId}. Nothing is ever done about it.`,
    );
  }
}

type Drill = { readonly eventId: string; readonly instanceId: string; readonly regionId: string };

/** Which of the two ways reaches the rule is documented nowhere: both are tried, one after the other. */
async function delivery(drills: Drills, drill: Drill, wait: Wait) {
  const first = await wait();
  if (first !== undefined) return { heard: first, by: "ECS tells the bus of simulated events." };
  const notice = noticeOf(drill);
  const refusal = await drills.push(notice.name, notice.content).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const seconds = comesInMs / 1_000;
  if (refusal !== undefined)
    return { heard: undefined, by: `ECS told the bus nothing in ${seconds} s. By CloudMonitor: ${refusal}` };
  const second = await wait();
  const neither = `Neither ECS nor CloudMonitor's SendDryRunSystemEvent reached the rule in ${seconds} s each. Look at the trigger ecs-system-events.`;
  const by =
    second === undefined ? neither : "ECS told the bus nothing; CloudMonitor's SendDryRunSystemEvent reaches it.";
  return { heard: second, by };
}

/** Waits until something of the event is seen. Undefined: nothing is, in the time that there is. */
type Wait = () => Promise<Heard | undefined>;

const waitBy =
  (
    target: Target,
    { eventId, instanceId }: Drill,
    before: Recorded,
    { pause, waitFor, isOver }: Terminal & { readonly isOver: () => boolean },
  ): Wait =>
  async () => {
    const done = waitFor(`Waiting for ${eventId} to arrive`);
    let delivered: Delivered | undefined;
    try {
      for (let waitedMs = 0; waitedMs <= comesInMs && !isOver(); waitedMs += pollMs) {
        await pause(pollMs);
        delivered ??= await deliveredTo(target, eventId);
        const row = newIn(before, await recordOf(target, instanceId));
        if (row !== undefined || delivered?.Problem !== undefined) return { delivered, row };
      }
      return delivered && { delivered, row: undefined };
    } finally {
      done();
    }
  };

/** As CloudMonitor tells of one (ECS "Instance event notification"). */
const noticeOf = ({ eventId, instanceId, regionId }: Drill) => ({
  name: `Instance:${drillType}:Scheduled`,
  content: { eventId, instanceId, eventType: drillType, eventStatus: "Scheduled", regionId },
});

/** Ends a wait when somebody presses Ctrl-C, so that what has to follow it does. */
function interruptionBy({ whenInterrupted }: Terminal) {
  const controller = new AbortController();
  const { signal } = controller;
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(failed("Interrupted.")));
  });
  interrupted.catch(() => undefined); // it may come when nobody waits any more
  return {
    end: whenInterrupted(() => controller.abort()),
    isOver: () => signal.aborted,
    unless: <T>(wait: Promise<T>): Promise<T> => Promise.race([wait, interrupted]),
  };
}
