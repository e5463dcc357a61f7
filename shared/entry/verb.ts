import type { ConsoleConfig } from "../config.ts";
import type { HttpRequest } from "../decode.ts";
import type { ConsoleDeps } from "../deps.ts";
import { OpError } from "../errors.ts";
import { parseJson } from "../json.ts";
import type { Store } from "../ledger/store.ts";
import type { LogFields } from "../log.ts";
import type { Principal } from "../principal.ts";
import type { Reply } from "../reply.ts";
import type { Unsure } from "./translated.ts";

/** Something that people ask of the function console, by `POST` to a path of its own. */
export type Verb = {
  readonly name: "resolve" | "record";
  /** What is said when a call cannot know its own effect. */
  readonly unsure: Unsure;
  /** Reads a signed call, without a call of the store. Throws `OpError`. */
  readonly read: (request: HttpRequest, principal: Principal, nowMs: number) => Asked;
};

type Asked = {
  /** Which instance and operation, and why, for the log. */
  readonly audit: Pick<LogFields, "target" | "token" | "reason" | "state">;
  readonly answer: (needs: VerbNeeds) => Promise<Reply>;
};

type VerbNeeds = Pick<ConsoleDeps, "nowMs" | "newId" | "pause"> &
  Pick<ConsoleConfig, "dateWindowMs"> & { readonly store: Store; readonly requestId: string };

/** The one right that every verb needs as yet. */
export const right = "mayResolve";

/** The body of a call by who has the right. Throws `OpError`. */
export function bodyOf({ body }: HttpRequest, { name, rights }: Principal): unknown {
  if (rights.includes(right)) return parseJson(body, "InvalidJSON", "The body");
  throw new OpError("forbidden", "Forbidden.MayNotResolve", `${name} lacks the right ${right}. Nothing was changed.`);
}

/** What the caller names is not in the row. */
export const notOnRecord = (code: string, message: string) =>
  new OpError("refused", code, `${message} Nothing was changed.`, { status: 404 });
