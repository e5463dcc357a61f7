import type { Control } from "../../shared/control/control.ts";
import type { RunRow } from "../../shared/control/run-store.ts";
import type { Limit } from "../../shared/guards/limits.ts";
import type { Repeat } from "../../shared/guards/repeat.ts";
import type { InstanceRow } from "../../shared/ledger/row.ts";
import type { Finds } from "../../shared/reconcile/finds.ts";
import type { WroteLast } from "../../shared/reconcile/last-run.ts";
import type { RememberedRows } from "../../shared/reconcile/remembered-rows.ts";
import type { Mode } from "../acting-by.ts";
import type { Approved } from "./acted.ts";
import type { Chat } from "./chat.ts";
import type { Cloud } from "./cloud.ts";
import type { Counters } from "./decisions.ts";
import type { Delivery } from "./delivery.ts";
import type { Fate, WorkerKind } from "./fates.ts";
import type { History } from "./history.ts";
import type { Hits } from "./hits.ts";
import type { Hooked } from "./hooks.ts";
import type * as productEntry from "./product-entry.ts";
import type { Heard } from "./standing.ts";
import type { Stops } from "./stops.ts";
import type { Table } from "./table.ts";
import type { Tape } from "./tape.ts";
import type { Times } from "./times.ts";

/** The production modules. */
export type Product = typeof productEntry;

/** Safeguards that the world itself gives and the product rests on; a model mutant switches one off. */
export type Switches = {
  /** The gateway refuses a nonce that it has seen. */
  readonly nonceRemembered: boolean;
  /** The gateway knows a repeated nonce before it throttles. At the date it may look first. */
  readonly nonceBeforeThrottle: boolean;
  /**
   * The gateway knows a nonce until no date can count any more. Both are known to last 15 minutes; but the nonce's begin
   * when it is first seen, and the date's when a sender says, whose clock may be ahead.
   */
  readonly nonceOutlivesDate: boolean;
  /** The store honours the condition of a write. */
  readonly conditions: boolean;
  /** The control row's `rev` grows when somebody takes up a place by its mark alone. */
  readonly takenUpGrows: boolean;
};

export const allOn: Switches = {
  nonceRemembered: true,
  nonceBeforeThrottle: true,
  nonceOutlivesDate: true,
  conditions: true,
  takenUpGrows: true,
};

/** What one schedule may contain. */
export type Limits = {
  readonly jumps: number;
  readonly reconciles: number;
  readonly foreign: number;
  /** How many people come to look at what is in doubt. */
  readonly people: number;
  /** How often the cloud becomes unreadable for long. */
  readonly outages: number;
  /** How often time may leap by weeks. */
  readonly farLeaps: number;
  /** How often something old is delivered again. */
  readonly repeats: number;
  /** How often a person says yes or no to what is not sent yet. */
  readonly words: number;
  /** How often the cloud withdraws an event, or moves it on. */
  readonly turns: number;
  /** How often a person pauses or resumes. */
  readonly stops: number;
  readonly steps: number;
  /** World time that each step takes; 0 lets schedules that differ in order only meet in one state. */
  readonly stepMs: number;
  /** How far time may leap at once. */
  readonly leapsMs: readonly number[];
  readonly farLeapsMs: readonly number[];
  /** Faults of calls that may happen; all, if absent. */
  readonly fates?: readonly Fate[];
  /**
   * Calls that are made as soon as they can be, without a choice; so are deliveries, and once time leaps no more runs of
   * reconciliation: their first call is a read, which may wait as long as they could. A search has fewer orders then.
   */
  readonly atOnce?: readonly string[];
};

/** How often each thing from outside may still happen. */
export type Left = Pick<
  Limits,
  "jumps" | "reconciles" | "foreign" | "people" | "outages" | "farLeaps" | "repeats" | "words" | "turns" | "stops"
>;

/** What one instance of the function reconcile remembers of its runs. It runs one at a time. */
export type Memory = {
  readonly finds: Finds;
  readonly remembered: RememberedRows;
  readonly wrote: WroteLast;
  runs: Worker | undefined;
  /** When it said that it cannot read a product's list, since it last read one. */
  readonly toldBlindMs: Map<string, number>;
};

/** One running invocation of a function, one run of reconciliation, or a person with a question. */
export type Worker = {
  readonly name: string;
  readonly kind: WorkerKind;
  readonly delivery: Delivery | undefined;
  /** Its clock is this much ahead of the world's. */
  skewMs: number;
  /** True iff it runs with settings in which nobody may consent any more. */
  readonly isAfterRevocation: boolean;
  /** World time at which FC kills it, unless it stands still. */
  readonly killedAtMs: number;
  /** The control row as it read it last. */
  steeredBy: Control | undefined;
  /** Its own clock when it began its last look. */
  lookedAtMs: number;
  /** The events that its last look listed. */
  lists: readonly string[];
  /** The products whose events it could not list, and has to say so. */
  readonly unread: string[];
  /** True once a write of the control row was refused, or got no answer: it goes on with what it reads then. */
  isDisturbed: boolean;
  /** Each row as it read it last. */
  readonly rows: Map<string, InstanceRow | undefined>;
  state: "running" | "dead" | "ended";
  ids: number;
  /** What it was told so far, for the hash of a state. */
  told: string;
};

export type Reply = () => void;

/** A port call that was made and has not been performed, or whose reply has not arrived. */
export type Pending = {
  readonly worker: Worker;
  readonly point: string;
  readonly fates: readonly Fate[];
  /** Performs it at the far end. */
  readonly arrive: () => Reply;
  /** What the caller sees when no answer comes. */
  readonly lost: () => Reply;
  /** Everything that is particular to one port. */
  readonly special: (fate: Fate) => Reply;
};

/** A write or request that its sender has given up and that may still arrive. */
type Late = { readonly point: string; readonly from: string; readonly arrive: () => Reply };

/** How far the owner's policy goes by itself, and since when. */
export type PolicyOfOwner = {
  readonly mode: Mode;
  readonly sinceMs: number;
  readonly isByTag?: boolean;
  readonly approvals?: number;
  readonly hook?: boolean;
};

export type World = {
  readonly product: Product;
  readonly switches: Switches;
  readonly limits: Limits;
  readonly tape: Tape;
  readonly hits: Hits;
  /** Adds a line to the trace; costs nothing if nobody reads it. */
  readonly say: (line: () => string) => void;
  readonly table: Table;
  readonly cloud: Cloud;
  readonly workers: Worker[];
  readonly pending: Pending[];
  readonly late: Late[];
  readonly history: History;
  readonly queue: Delivery[];
  readonly deliveries: Delivery[];
  /** What went wrong; the first one ends the schedule. */
  readonly violations: string[];
  nowMs: number;
  faultsLeft: number;
  faults: number;
  left: { -readonly [Kind in keyof Left]: number };
  /** Until then no read of the cloud is answered. */
  unreadableUntilMs: number;
  /** True once nothing more comes from outside: the hostile phase is over. */
  stopped: boolean;
  /** The owner has taken the right to consent away: what starts from now on knows. */
  revoked: boolean;
  /** The modes that the owner's policy had, and since when. */
  readonly modes: PolicyOfOwner[];
  /** What the owner's hooks were asked. */
  readonly hooked: Hooked;
  /** Whether others look after the first instance, which its tag says, and since when. */
  readonly tagged: { readonly isTagged: boolean; readonly sinceMs: number }[];
  /** The row that steers the stack. */
  control: Control;
  /** What the newest run of reconciliation has said of itself. */
  said: RunRow | undefined;
  /** True if it is read and written by ports: something is limited or held back in this schedule. */
  steers: boolean;
  /** True if the policy says how many events are a storm. */
  storms: boolean;
  /** What was stopped, for the invariants. */
  readonly halts: Stops;
  /** When the owner's policy let planned maintenance begin, and since when. */
  readonly timed: { readonly times: Times; readonly sinceMs: number }[];
  /** What the owner is to say of it at some moment. */
  readonly timesToCome: ((nowMs: number) => Times)[];
  /** Whether the row can be read. */
  controlIs: "there" | "missing" | "torn";
  /** Since when it is as it is. */
  controlSinceMs: number;
  /** How often it may be lost. */
  lossesLeft: number;
  /** The limits that the owner's policy had, since when, and from when on nothing begins that was judged by others. */
  readonly limited: { readonly limits: readonly Limit[]; readonly sinceMs: number; readonly countsFromMs: number }[];
  /** Limits that the owner is to apply at some moment, one after the other. */
  readonly limitsToCome: (readonly Limit[])[];
  /** The marks of all places that were handed over. */
  readonly handed: Set<string>;
  /** When each operation that was begun under limits took the place of its last try. */
  readonly begun: Map<string, number>;
  /** What the owner's policy says of a cooldown, and of trying again. */
  repeat: Repeat;
  /** True once faults are off and only what is due happens. */
  calm: boolean;
  /** True once the schedule came into a state that was searched already. */
  cut: boolean;
  lastMoved: Worker | undefined;
  started: number;
  taskIds: Set<string>;
  adoptedForeign: number;
  /** True if the hostile phase lasts until a runbook is through. */
  lingers: boolean;
  /** True if reconciliation can list what is pending, and counts; else it is blind, and writes nothing for people. */
  finds: boolean;
  readonly memories: Memory[];
  readonly counters: Counters;
  readonly heard: Heard;
  readonly chat: Chat;
  readonly approved: Approved;
};

/** Half of what two clocks may differ by, so that no two are further apart (Bounds.skewMs). */
export const halfSkewMs = 15_000;
const skews = [0, halfSkewMs, -halfSkewMs];

export const chooseSkew = (tape: Tape, whose = "") =>
  skews[tape.choose(skews.length, "setup", () => ["0", "+", "-"].map((sign) => `${whose}skew ${sign}`))] ?? 0;

/** Records a fault that really happened. */
export function countFault(world: World, fault: string, point: string): void {
  world.faults++;
  world.hits.count(fault, point);
}
