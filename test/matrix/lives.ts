import { cloudEvent } from "../demo/cloud-event.ts";
import type { Hand, HttpAnswer } from "../hand.ts";
import { callSubject, type Subject, subjects } from "../subjects.ts";

/** How a life ended: what the world counts for the instance, and what the ledger's last write left of the operation. */
export type End = { readonly effects: Readonly<Record<string, number>>; readonly row: string | undefined };

/** One operation from the first word of it to its end, on any of these members of the fleet. */
export type Kind = {
  readonly name: string;
  /** The call that must take effect once: what is throttled when points are recorded. */
  readonly send: { readonly product: string; readonly action: string };
  /** The function that its event or call comes to. */
  readonly functionName: string;
  readonly instances: readonly string[];
  /** Makes the instance ready. */
  readonly begin: (hand: Hand, instanceId: string) => Promise<Begun>;
  /** What the world counts for the instance in the end. */
  readonly effects: Effects;
  /**
   * What else it may count: a reboot that may have reached the cloud is not sent again, since no read proves that it did
   * not; a call that was in doubt for an hour comes too late for another attempt.
   */
  readonly orElse?: readonly Effects[];
  /** True if it may wait until the platform moves its event on: a reboot without a trace. */
  readonly mayWait?: true;
};

type Effects = Readonly<Record<string, number>>;

type Begun = {
  /** Asks for the operation, each time with the same words. */
  readonly ask: () => Promise<unknown>;
  /** The platform acts by itself, as it does when an event comes due. */
  readonly comesDue?: () => Promise<unknown>;
};

/** Far enough that no event comes due while a function stands still. */
const notBefore = "2036-01-01T00:00:00Z";

/** Asked for by a notice on the bus, which delivers it at least once. */
const byEvent = (operation: string, instances: readonly string[], change: Partial<Kind> = {}): Kind => {
  const subject = named(operation);
  const { product, event } = subject;
  return {
    name: `${operation} by event`,
    send: { product, action: operation },
    functionName: subject.looks,
    instances,
    effects: { [operation]: 1 },
    begin: async (hand, instanceId) => {
      const eventId = await hand.raise(instanceId, { ...event, notBefore });
      const notice = cloudEvent({ product, instanceId, eventId, ...event });
      return {
        ask: () => hand.publish([notice]),
        comesDue: () => hand.move(eventId, { eventStatus: "Executed" }),
      };
    },
    ...change,
  };
};

/** Asked for by a signed call that is repeated with its token; nobody waits for its answer here. */
const byCall = (
  operation: string,
  instances: readonly string[],
  change: Partial<Kind> & { readonly input?: object } = {},
): Kind => {
  const { input: also, ...kind } = change;
  const subject = named(operation);
  const { product, event, functionName } = subject;
  const asked: Subject = { ...subject, input: (...of) => ({ ...subject.input(...of), ...also }) };
  return {
    name: `${operation} by call`,
    send: { product, action: operation },
    functionName,
    instances,
    effects: { [operation]: 1 },
    orElse: [{}],
    begin: async (hand, instanceId) => {
      const eventId = namesEvent(subject) ? await hand.raise(instanceId, { ...event, notBefore }) : "";
      return { ask: () => untilLetIn(() => callSubject(hand, asked, instanceId, eventId, `matrix-${instanceId}`)) };
    },
    ...kind,
  };
};

const namesEvent = ({ input }: Subject) => Object.values(input("", "its event")).includes("its event");

/** A caller comes again while the function is busy or cannot reach the ledger, for a few seconds. */
async function untilLetIn(call: () => Promise<HttpAnswer>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) if (![429, 503].includes((await call()).status)) return;
}

function named(operation: string): Subject {
  const subject = subjects.find((candidate) => candidate.operation === operation);
  if (subject === undefined) throw new Error(`No subject runs ${operation}`);
  return subject;
}

const plain = ["plain0001", "plain0002", "plain0003", "plain0004", "plain0005", "plain0006"];
const running = [
  ...plain,
  "acknode0001",
  "scaling0001",
  "encrypted0001",
  "redeploy0001",
  "redeploy0002",
  "failure0001",
];
const count = (length: number) => Array.from({ length }, (_, index) => String(index + 1).padStart(2, "0"));
const stopped = [
  "stopped0002",
  "stopped0003",
  "stopped0004",
  "stopped0005",
  ...count(10).map((last) => `spare00${last}`),
];
const member = (name: string) => `i-bp1${name}`;
const local = count(14).map((last) => `drive00${last}`);
const edge = count(14).map((last) => `i-5edgeplain000000000000${last}`);

/** Every operation that is done in one call. */
export const singles: readonly Kind[] = [
  byEvent("RedeployInstance", running.map(member)),
  byEvent("RebootInstance", running.map(member), { orElse: [{}], mayWait: true }),
  byCall("ReplaceSystemDisk", stopped.map(member)),
  byCall("AcceptInquiredSystemEvent", local.map(member)),
  byEvent("EventRedeployInstance", edge),
];

/** Stop, replace, start: three calls, each with its own attempts. */
export const runbook: Kind = byCall("ReplaceSystemDisk", running.map(member), {
  name: "ReplaceSystemDisk with StopAndStart",
  input: { StopAndStart: true },
  effects: { StopInstance: 1, ReplaceSystemDisk: 1, StartInstance: 1 },
  orElse: [{}, { StopInstance: 1, StartInstance: 1 }],
});

/** True iff a life is over and had its effect, or one of those that it may have instead. */
export const isWell = ({ effects: wanted, orElse = [] }: Kind, { row, effects }: End) =>
  row === "ended" && [wanted, ...orElse].some((allowed) => JSON.stringify(effects) === JSON.stringify(allowed));
