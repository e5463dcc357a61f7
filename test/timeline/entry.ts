/** One entry of the timeline: what happened in the world, as facts. `at` is world time, ISO 8601. */
export type Entry = { readonly at: string } & (
  | EventEntry
  | CallEntry
  | LedgerEntry
  | SendEntry
  | AnswerEntry
  | HookEntry
  | NoticeEntry
  | ChatEntry
);

/** A system event comes up, moves on, or is handed to a function by the bus. */
type EventEntry = {
  readonly kind: "event";
  readonly change: "raised" | "moved" | "delivered";
  readonly eventId: string;
  readonly instanceId: string;
  readonly eventType: string;
  readonly eventStatus: string;
  /** To whom it was delivered. */
  readonly function?: string;
};

/** A function is called: over HTTP, or by another function or an SDK through the API. */
type CallEntry = {
  readonly kind: "call";
  /** `HTTP`, `SDK`, or the function that calls. */
  readonly by: string;
  readonly function: string;
  readonly instanceId?: string;
  readonly clientToken?: string;
};

/** A function writes an instance's row. */
type LedgerEntry = LedgerStep & { readonly kind: "ledger"; readonly function: string; readonly instanceId: string };

/** What a write of a row does, in the ledger's words. */
export type LedgerStep = {
  readonly step: "claim" | "intend" | "doubt" | "wait" | "settle" | "release" | "refused";
  readonly operation?: string;
  /** What it stands at, how it ended, or what it waits for. */
  readonly state?: string;
  readonly attempt?: number;
};

/** A function asks the cloud to change an instance: the call that must not be repeated. */
type SendEntry = {
  readonly kind: "send";
  readonly function: string;
  readonly action: string;
  readonly instanceId: string;
};

/** People are told. */
type NoticeEntry = {
  readonly kind: "notice";
  readonly channel: string;
  readonly isSigned: boolean;
  /** What a locked phone shows. */
  readonly says: string;
};

/** Somebody says something in DingTalk. */
type ChatEntry = {
  readonly kind: "chat";
  /** A person's staff id, `outsider`, `robot` or `custom robot`. */
  readonly by: string;
  /** The group, or the person whom the robot talks with. */
  readonly to: string;
  readonly says: string;
  /** The id of a card; `says` is its title then. */
  readonly card?: string;
};

/** A hook of the owner's was asked before, or told after; and what it was answered by. */
type HookEntry = {
  readonly kind: "hook";
  /** As FC has it: the function, on FC 2.0 with its service. */
  readonly name: string;
  readonly phase: "before" | "after";
  readonly instanceId: string;
  /** How it ended, of what is told after. */
  readonly outcome?: string;
  /** null: it was never answered. */
  readonly status: number | null;
  /** What it said, or FC's code. */
  readonly says?: string;
};

/** Who was asked answers: the cloud, the store or a function. */
type AnswerEntry = {
  readonly kind: "answer";
  readonly by: string;
  readonly to: string;
  readonly action: string;
  /** null: it was never answered. */
  readonly status: number | null;
  /** State or code that the answer has. */
  readonly says?: string;
  /** For a function that answers from its ledger: by what it knows the call again. */
  readonly replayedBy?: string;
  /** Whether a call to the cloud changed the world. */
  readonly taken?: boolean;
};
