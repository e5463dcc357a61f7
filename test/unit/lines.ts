import type { Change, Ending, Found, NewOperation, Settlement } from "../../shared/ledger/change.ts";
import { decide } from "../../shared/ledger/decide.ts";
import { emptyRow, type InstanceRow, type Waiting } from "../../shared/ledger/row.ts";

const bounds = { dateWindowMs: 3_600_000, skewMs: 30_000, lagMs: 60_000, listedForMs: 30 * 86_400_000 };
/** The answer to the event. */
export const planned = { operation: "RedeployInstance", input: { InstanceId: "i-1" }, reason: "" };

/** An event's operation `plan`, and a call's operation `call`. */
export const event: NewOperation = {
  ...planned,
  operationId: "plan",
  fingerprint: `k1.${"a".repeat(64)}`,
  source: "eventbridge",
  actor: "acs.ecs",
  eventId: "e-1",
  notAfterMs: undefined,
  approval: undefined,
  isDispatch: false,
  mayRunLater: true,
  oneShot: false,
  runbook: undefined,
};
const { eventId: _, ...withoutEvent } = event;
export const call: NewOperation = {
  ...withoutEvent,
  operationId: "call",
  source: "http",
  actor: "oncall",
  clientToken: "t-1",
  notAfterMs: 900_000,
  mayRunLater: false,
};

type Of<K extends Change["kind"]> = Extract<Change, { kind: K }>;

export const claim = (operation: NewOperation, listing?: "listed" | "unlisted" | "noInstance"): Of<"claim"> => ({
  kind: "claim",
  operation,
  owner: "f",
  leaseUntilMs: 500_000,
  ...(listing && { listing: { kind: listing } }),
});

/** A claim whose function dies at once. */
export const lapsing: Change = { ...claim(event), leaseUntilMs: 0 };

export const waits = { for: "time", untilMs: 300_000, code: "Forbidden.RAM" } as const;

/** Lets the claim wait, with another plan if one is named; or releases it, with a code. */
export function giveBack(why: Waiting["wait"] | string, operation?: string): Change {
  const ending: Ending =
    typeof why === "string"
      ? { kind: "release", code: why }
      : {
          ...{ kind: "wait", wait: why },
          ...(operation !== undefined && { planned: { ...planned, operation } }),
          ...(why.for === "approval" && { asking }),
        };
  return { kind: "giveBack", owner: "f", ending };
}

/** What people are asked where it waits for them. */
const asking = { shown: "what people see", losses: [], disks: [], needs: 1 };

const refusal = {
  statusCode: 404,
  body: '{"RequestId":"1","Code":"InvalidInstanceId.NotFound","Message":"It is gone."}',
};
export const refused: Change = {
  kind: "giveBack",
  owner: "f",
  ending: { kind: "end", outcome: { state: "Rejected", answer: refusal } },
};

export const intend: Of<"intend"> = {
  ...{ kind: "intend", owner: "f", leaseUntilMs: 1_000_000, signedAtMs: 0, nonce: "n", baseline: [] },
  ...{ eventId: undefined, eventKey: undefined, judgedAtMs: 500_000 },
};

const body =
  '{"RequestId":"8553A016-E744-4BDD-9AB4-8080D8BEDE39","TaskId":"t-bp1000000001","OperationId":"150dc535e4af49dc6cb38352e056b544","State":"Accepted"}';
export const accepted = {
  kind: "accepted",
  requestId: "R-1",
  evidenceId: "t-1",
  answer: { statusCode: 200, body },
} as const;
export const settle = (result: Settlement, owner = "f"): Change => ({ kind: "settle", owner, result });

const ofSweep = {
  conclude: { bounds },
  prove: { bounds, evidence: { evidenceIds: ["t-1"], readStartedMs: 0 } },
  resolve: { bounds, lookedAtMs: 4_000_000, answer: accepted.answer },
  reclaim: {},
} as const;

/** A change by `reconcile` or a person, on whatever version there is. */
export const sweep = (wanted: { readonly kind: keyof typeof ofSweep } & Readonly<Record<string, unknown>>): Change =>
  ({ owner: "r", epoch: current, ...ofSweep[wanted.kind], ...wanted }) as Change; // a table names each kind's own fields

const current = -1;

/** What a look found of the event of `plan`, as it waits in whatever version there is. */
export const looked = (found: Found): Change =>
  ({ kind: "look", owner: "r", operationId: "plan", found, seen: undefined }) as unknown as Change; // rowAfter knows what was seen

/** The row after these changes, a second apart. */
export function rowAfter(...changes: readonly Change[]): InstanceRow {
  return changes.reduce<InstanceRow>((row, change, at) => {
    const seen = {
      ...change,
      ...("epoch" in change && { epoch: row.epoch }),
      ...("seen" in change && { seen: row.waiting["plan"] }),
    };
    const decision = decide(row, seen as Change, at * 1_000); // the same change, on this version
    if (decision.kind !== "write") throw new Error(`change ${at}, ${change.kind}: ${decision.standing.kind}`);
    return decision.next;
  }, emptyRow);
}

/** What the lines of a row say, without times and numbers. */
export const said = ({ timeline, outcomes }: InstanceRow) => [
  ...Object.entries(outcomes).flatMap(([id, { timeline: lines = [] }]) =>
    lines.map((line) => `${id} ${line.slice(line.indexOf(" ") + 1).trim()}`),
  ),
  ...Object.values(timeline).map((line) => line.slice(line.indexOf(" ") + 1).trim()),
];
