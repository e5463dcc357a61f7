/** A system event as the cloud lists it. */
export type SystemEvent = {
  readonly eventId: string;
  readonly type: string;
  readonly status: string;
  /** When the platform acts by itself, epoch milliseconds; undefined if it names no time. */
  readonly notBeforeMs: number | undefined;
  readonly simulated: boolean;
  /** For local-disk events: the disk. */
  readonly diskId: string | undefined;
};

/** An event that is not over, as a list of the whole region has it. */
export type PendingEvent = SystemEvent & { readonly instanceId: string };

/** An event that is listed and that nobody owns; `home`: the operation whose function it is handed to. */
export type UnownedEvent = PendingEvent & { readonly product: string; readonly home: string };

/** An event of the last days, whether it is over or not, as a list of the whole region has it. */
export type PastEvent = PendingEvent & {
  /** When the cloud first told of it, epoch milliseconds; undefined if it does not say. */
  readonly publishedAtMs: number | undefined;
};

/** What a notice of a system event says; `status` is the event's own, never the one in the notice's name. */
export type Notice = {
  readonly product: string;
  readonly eventId: string;
  readonly instanceId: string;
  readonly type: string;
  readonly status: string;
};

/** Event type → the statuses in which an operation answers it; `localDisksOnly` where the document says so. */
export type Answers = Readonly<
  Record<string, { readonly statuses: readonly string[]; readonly localDisksOnly?: true }>
>;

/** Statuses in which a system event asks for nothing any more. Source: ECS "Overview of system events", stable ones. */
export const overStatuses: readonly string[] = ["Executed", "Avoided", "Canceled", "Failed"];

/** Every other status. Source: the same page, and the statuses of DescribeInstanceHistoryEvents. */
export const pendingStatuses: readonly string[] = ["Inquiring", "Scheduled", "Executing"];

/** What these answers say of a type; a type is whatever somebody sent, `constructor` too. */
export const ownOf = (answers: Answers, type: string) => (Object.hasOwn(answers, type) ? answers[type] : undefined);

/** True iff an operation with these `answers` may answer this event on such an instance. */
export function isAnswerable(answers: Answers, event: SystemEvent, hasLocalDisks: boolean): boolean {
  const rule = ownOf(answers, event.type);
  if (rule === undefined || event.simulated) return false;
  return rule.statuses.includes(event.status) && (rule.localDisksOnly === undefined || hasLocalDisks);
}

/** The event that the platform acts on first, of all or of the one that is named. */
export const firstPending = (pending: readonly SystemEvent[], eventId: string | undefined): SystemEvent | undefined =>
  firstDue(eventId === undefined ? pending : pending.filter((event) => event.eventId === eventId));

/** Events without a time come last. */
const firstDue = (events: readonly SystemEvent[]): SystemEvent | undefined =>
  [...events].sort((a, b) => (a.notBeforeMs ?? Number.MAX_VALUE) - (b.notBeforeMs ?? Number.MAX_VALUE))[0];
