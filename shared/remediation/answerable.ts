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

/** Event type → the statuses in which an operation answers it; `localDisksOnly` where the document says so. */
export type Answers = Readonly<
  Record<string, { readonly statuses: readonly string[]; readonly localDisksOnly?: true }>
>;

/** True iff an operation with these `answers` may answer this event on such an instance. */
export function isAnswerable(answers: Answers, event: SystemEvent, hasLocalDisks: boolean): boolean {
  const rule = answers[event.type];
  if (rule === undefined || event.simulated) return false;
  return rule.statuses.includes(event.status) && (rule.localDisksOnly === undefined || hasLocalDisks);
}

/** The answerable event that the platform acts on first; events without a time come last. */
export const firstDue = (events: readonly SystemEvent[]): SystemEvent | undefined =>
  [...events].sort((a, b) => (a.notBeforeMs ?? Number.MAX_VALUE) - (b.notBeforeMs ?? Number.MAX_VALUE))[0];
