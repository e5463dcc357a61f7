import type * as z from "zod";
import type { Fleets } from "../cloud/clouds.ts";
import type { ControlStore } from "../control/control.ts";
import type { RunReader } from "../control/run-store.ts";
import type { Steering } from "../control/steering.ts";
import { OpError, type Unsure } from "../errors.ts";
import type { HookNames } from "../hook-name.ts";
import type { Store } from "../ledger/store.ts";
import type { FingerprintKey, Scope } from "../ledger/token.ts";
import type { LogFields } from "../log.ts";
import { parsed } from "../parameter.ts";
import type { Role, Somebody } from "../policy/who-is.ts";
import type { Principal } from "../principal.ts";
import type { Self } from "../self.ts";

/** Something that people ask of the function console: by a direct invoke, and mostly by `POST` to the path of its name as well. */
export type Verb = {
  /** One word or two: `status`, `policy apply`. */
  readonly name: string;
  /** Who may; undefined: whoever has a role, since every role may read. */
  readonly role: Role | undefined;
  /** True iff several people may be needed for it: a direct invoke is one unnamed person, and never one of several. */
  readonly countsPeople: boolean;
  /** True iff no signed call reaches it: only who may invoke the function. */
  readonly isInvokeOnly: boolean;
  /** What it is for, in a few words. */
  readonly summary: string;
  /** Its arguments, and its answer without the RequestId. */
  readonly schema: z.ZodType;
  readonly answers: z.ZodObject;
  /** What it may be refused with beside what any call may be, by status. */
  readonly refusals: Readonly<Record<number, string>>;
  /** What is said when a call cannot know its own effect. */
  readonly unsure: Unsure;
  /** Reads what is asked for, without a call of a store. Throws `OpError`. */
  readonly read: (given: object) => Asked;
};

type Asked = {
  /** Which instance and operation, and why, for the log. */
  readonly about: Pick<LogFields, "target" | "token" | "reason" | "state">;
  /** The answer, without its RequestId. Throws `OpError`, `StoreUnknown` or `ControlUnreadable`. */
  readonly answer: (needs: VerbNeeds) => Promise<object>;
};

/** What a verb works with. Times are epoch milliseconds. */
export type VerbNeeds = {
  readonly asker: Somebody;
  /** The name by which the door knows them: of the principal that signed, or `ram`. */
  readonly signedAs: string;
  /** When it was said, if it may come late or twice; undefined: now. */
  readonly saidAtMs?: number | undefined;
  readonly store: Store;
  readonly control: ControlStore;
  readonly steering: () => Promise<Steering>;
  /** To read machines and their past events, nothing else. */
  readonly fleets: Fleets;
  /** What reconcile has listed and counted. */
  readonly runs: RunReader;
  readonly scope: Scope;
  readonly self: Self;
  /** Who may sign. */
  readonly principals: readonly Principal[];
  /** A person's yes is sealed with the first one. */
  readonly fingerprintKeys: readonly FingerprintKey[];
  /** What the owner's hooks must be named. */
  readonly hookNames: HookNames;
  readonly dateWindowMs: number;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly pause: (atMostMs: number) => Promise<void>;
};

/** True iff whoever has these roles, and no other, may say the verb. Every role may read. */
export const maySay = ({ role }: Pick<Verb, "role">, roles: readonly Role[]): boolean =>
  role === undefined ? roles.length > 0 : roles.includes(role);

type Described<S extends z.ZodType, A extends z.ZodObject> = Pick<Verb, "name" | "summary"> &
  Partial<Pick<Verb, "role" | "unsure" | "refusals" | "isInvokeOnly" | "countsPeople">> & {
    readonly schema: S;
    readonly answers: A;
    readonly run: (args: z.output<S>, needs: VerbNeeds) => Promise<z.input<A>>;
  };

/** A verb, by its arguments and what it does. */
export const verbOf = <S extends z.ZodType, A extends z.ZodObject>({
  unsure = reads,
  refusals = {},
  isInvokeOnly = false,
  countsPeople = false,
  role,
  run,
  ...named
}: Described<S, A>): Verb => ({
  ...named,
  role,
  isInvokeOnly,
  countsPeople,
  unsure,
  refusals,
  read: (given) => {
    const args = parsed(named.schema, given);
    return { about: aboutOf(args), answer: (needs) => run(args, needs) };
  },
});

const reads: Unsure = { unreachable: "Nothing was changed; ask again.", internal: "Nothing was changed; ask again." };

/** The arguments that say what a call is about, in every verb by the same names. */
function aboutOf(args: unknown): Asked["about"] {
  const { InstanceId, OperationId, Reason, Why, Verdict } = args as Readonly<Record<string, string | undefined>>; // an object, by its schema
  return { target: InstanceId, token: OperationId, reason: Reason ?? Why, state: Verdict };
}

/** What the caller names is not in the row. */
export const notOnRecord = (code: string, message: string) =>
  new OpError("refused", code, `${message} Nothing was changed.`, { status: 404 });
