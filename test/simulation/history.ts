import type { Action } from "./actions.ts";

/** An attempt that the store knew of: what a nonce stands for. */
export type Intent = {
  readonly instanceId: string;
  readonly operationId: string;
  readonly attempt: number;
  readonly action: Action;
  readonly signedAtMs: number;
  readonly eventId: string | undefined;
  /** The caller's token of the delivery that sent it. */
  readonly token: string | undefined;
  /** Who had said yes by then, as the row has it; and what they had been shown, if they were asked. */
  readonly yeses: readonly { readonly by: string; readonly shown?: string | undefined }[];
  /** What is asked for: the operation and its input. */
  readonly content: string;
  /** True iff an event is its only reason. */
  readonly isAutomatic: boolean;
  /** True iff it is a signed call of the person who may approve. */
  readonly isOfPerson: boolean;
  /** True iff it is a later step of a runbook. */
  readonly isBegun: boolean;
  /** True iff its caller said that no freeze holds it. */
  readonly overrides: boolean;
  /** From then on it may not be sent. */
  readonly notAfterMs: number | undefined;
};

/** A person's yes: to which operation on record, with what content, and which disks were shown. */
type SaidYes = Pick<Intent, "instanceId" | "operationId" | "content"> & {
  readonly by: string;
  readonly shown: string;
  readonly disks: readonly string[];
};

/** What the invariants remember of a schedule. */
export type History = {
  readonly intents: Map<string, Intent>;
  /** Operations that somebody was told are on record: `<instance> <operation id>`. */
  readonly promised: Set<string>;
  /** What people really said yes to. */
  readonly said: SaidYes[];
  /** How many attempts of an operation were ever stored: `<instance> <operation id>`. */
  readonly attempts: Map<string, number>;
  /** Operations that have, or once had, an outcome: it is forgotten after its retention. */
  readonly ended: Set<string>;
  /** When the question about an operation ends: `<instance> <operation id> <operation>`. */
  readonly asked: Map<string, number>;
  /** When the last operation with an effect ended on an instance, as the row was written. */
  readonly endedMs: Map<string, number>;
  /** When a person last said yes to an operation: `<instance> <operation id>`. */
  readonly saidYesMs: Map<string, number>;
  /** How often an operation was taken up and put back for one moment: `<instance> <operation id> <code> <moment>`. */
  readonly tries: Map<string, number>;
};

export const createHistory = (): History => ({
  intents: new Map(),
  promised: new Set(),
  said: [],
  attempts: new Map(),
  ended: new Set(),
  asked: new Map(),
  endedMs: new Map(),
  saidYesMs: new Map(),
  tries: new Map(),
});
