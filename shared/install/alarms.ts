/** An alarm of CloudMonitor, and what to do when it rings. Metrics: FC "Monitoring data" (Sep 2025), SMQ's list of 2021. */
export type Alarm = {
  /** Behind the stack's name and its region. */
  readonly name: string;
  readonly namespace: "acs_fc" | "acs_mns_new";
  readonly metric: string;
  /** The functions that it watches, by their keys in s.yaml, or the queue. */
  readonly of: "every function" | "reconcile" | "the dead letters";
  readonly rings: "at one" | "below one";
  /** Minutes in a row. */
  readonly minutes: number;
  /** Whether a minute without a figure is as bad: a function that is never called has no zeros, it has nothing. */
  readonly missesData: boolean;
  readonly means: string;
  readonly todo: string;
};

/** CloudMonitor counts and is not part of what it watches: it rings when the whole stack is gone, too. */
export const alarms: readonly Alarm[] = [
  {
    name: "reconcile-stands-still",
    namespace: "acs_fc",
    metric: "FunctionTotalInvocations",
    of: "reconcile",
    rings: "below one",
    minutes: 5,
    missesData: true,
    means: "`reconcile` was not called for five minutes: nothing is finished, found or told.",
    todo: "Look at its trigger `every-minute`, then at its log. Deploy again if the trigger is gone.",
  },
  {
    name: "function-fails",
    namespace: "acs_fc",
    metric: "FunctionFunctionErrors",
    of: "every function",
    rings: "at one",
    minutes: 1,
    missesData: false,
    means:
      "A function has thrown: its settings cannot be used, the ledger is away, or what came to it could not be read. The bus tries again for a day.",
    todo: 'Search the log for `"level":"error"`. If all functions fail since a deploy, mend the settings and deploy again.',
  },
  {
    name: "dead-letter-lost",
    namespace: "acs_fc",
    metric: "FunctionDestinationErrors",
    of: "every function",
    rings: "at one",
    minutes: 1,
    missesData: false,
    means: "Something that was given up could not be put into the queue of dead letters either.",
    todo: "Look whether the queue and the right `mns:SendMessage` are there. `events pending` shows what the cloud still asks for.",
  },
  {
    name: "dead-letter",
    namespace: "acs_mns_new",
    metric: "ActiveMessages",
    of: "the dead letters",
    rings: "at one",
    minutes: 1,
    missesData: false,
    means:
      "A call or an event was given up after its last try. The ledger knows what is open; the queue is only a bell.",
    todo: "Read the message, mend the cause, then look at `events pending` and `operations`. Delete the message when it is dealt with.",
  },
];
