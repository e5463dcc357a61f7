import * as z from "zod";
import type { Control } from "../control/control.ts";
import type { RunRow } from "../control/run-store.ts";
import type { DescribedTable, Shape } from "../control/table-keeper.ts";

/** What could not be read, and why. */
export type Failed = { readonly failed: string };

export const isFailed = (seen: unknown): seen is Failed =>
  typeof seen === "object" && seen !== null && "failed" in seen;

/** What a call came to, or why it came to nothing. Never throws. */
export const tried = <T>(call: Promise<T>): Promise<T | Failed> =>
  call.catch((error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }));

const channel = z.object({ Channel: z.string(), Taken: z.string().optional(), Code: z.string().optional() });

/** What a function answers to a probe (shared/probe.ts). What another release says besides is passed over. */
export const probedSchema = z.object({
  At: z.iso.datetime(),
  Node: z.string(),
  Flags: z.array(z.string()),
  CodeCache: z.string().optional(),
  Tag: z.number().optional(),
  Release: z.string().optional(),
  Ledger: z.string(),
  SettingsBytes: z.number(),
  Tried: z.array(z.object({ Call: z.string(), State: z.enum(["ok", "failed"]), Message: z.string().optional() })),
  /** Of an operation's function: the newest event that this instance of it has heard of. */
  LastEvent: z.object({ At: z.iso.datetime(), RequestId: z.string() }).optional(),
  /** Of console and reconcile. */
  DateWindowMs: z.number().optional(),
  /** Of console: who may sign. */
  Principals: z.array(z.object({ Name: z.string(), Decides: z.boolean() })).optional(),
  /** Of answer: the organisation of its bot on DingTalk, if there is one. */
  Corp: z.string().optional(),
  /** Of reconcile. `Taken` only if a test notice was sent. */
  Channels: z.array(channel).optional(),
});

export type Probed = z.output<typeof probedSchema> & {
  /** By the doctor's clock, epoch milliseconds. */
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
};

/** What a policy asks for that depends on more than its own text. */
export type PolicySeen = {
  /** 0: nobody has applied one. */
  readonly serial: number;
  readonly mode: string;
  /** Why this release does not go by it. */
  readonly problems: readonly string[];
  /** So many people that something in it asks for, and those who may say yes with how each door knows them. */
  readonly wantsPeople: number;
  readonly approvers: readonly { readonly name: string; readonly is: readonly string[] }[];
  /** The channels that it names. */
  readonly tells: readonly string[];
};

type TableSeen = { readonly wanted: Shape; readonly found: DescribedTable | Failed | undefined };

/** All that a doctor has read, before it judges any of it. Times are epoch milliseconds. */
export type Seen = {
  readonly stack: string;
  readonly regionId: string;
  readonly nowMs: number;
  /** The request id of this very invocation, for its log. */
  readonly requestId: string;
  readonly tables: Readonly<Record<string, TableSeen>>;
  readonly control: Control | Failed;
  readonly policy: PolicySeen | Failed;
  /** The newest run of reconcile. */
  readonly run: RunRow | Failed | undefined;
  /** By the function's file; the doctor is among them. */
  readonly probes: Readonly<Record<string, Probed | Failed>>;
  /** How far the clocks of services are ahead, milliseconds. */
  readonly aheadMs: Readonly<Record<string, number | Failed>>;
  /** Whether an invocation of itself that was queued has arrived. */
  readonly arrival: { readonly arrived: boolean } | Failed;
};
