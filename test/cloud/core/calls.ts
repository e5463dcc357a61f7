/** Products whose wire the local cloud speaks. */
export const productNames = [
  "ecs",
  "ens",
  "fc",
  "tablestore",
  "ros",
  "ram",
  "sts",
  "mns",
  "sls",
  "eventbridge",
  "dingtalk",
] as const;

export type ProductName = (typeof productNames)[number];

/** One call on the wire, as `GET /_cloud/calls` shows it. */
export type Call = {
  readonly seq: number;
  /** World time, ISO 8601. */
  readonly at: string;
  readonly product: ProductName;
  readonly action: string;
  /** The function whose credentials signed the call; null for a tester, a person or a trigger. */
  readonly function: string | null;
  readonly params: unknown;
  readonly requestId: string;
  /** null while unanswered, and for ever if no answer was sent. */
  status: number | null;
  code: string | null;
  /** True iff the call changed the world. */
  effect: boolean;
};

export type CallLog = {
  readonly open: (call: Pick<Call, "product" | "action" | "function" | "params" | "requestId">) => Call;
  readonly since: (seq: number) => readonly Call[];
};

/** The log behind `GET /_cloud/calls`; sequence numbers survive a reset. The newest 50,000 calls are kept. */
export function createCallLog(nowMs: () => number): CallLog {
  const keep = 50_000;
  const atOnce = 5_000; // as many go together: an array moves all that is left
  const calls: Call[] = [];
  let seq = 0;
  return {
    open: (call) => {
      const entry: Call = {
        seq: ++seq,
        at: new Date(nowMs()).toISOString(),
        ...call,
        status: null,
        code: null,
        effect: false,
      };
      calls.push(entry);
      if (calls.length >= keep + atOnce) calls.splice(0, atOnce);
      return entry;
    },
    since: (from) => calls.slice(-keep).filter((call) => call.seq > from),
  };
}
