import type * as z from "zod";
import type { Holds } from "../core/guesses.ts";
import type { Cards } from "./cards.ts";
import type { Chat } from "./chat.ts";
import { DingtalkError } from "./dingtalk-error.ts";
import type { Places } from "./places.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Sessions } from "./sessions.ts";
import type { ChatSettings } from "./settings.ts";
import type { Tokens } from "./tokens.ts";

/** All that DingTalk remembers. */
export type State = {
  readonly settings: ChatSettings;
  readonly places: Places;
  readonly holds: Holds;
  readonly nowMs: () => number;
  readonly chat: Chat;
  readonly cards: Cards;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  readonly rateLimit: RateLimit;
};

/** A request as it came. `body`: its JSON, undefined if it has none. */
export type Asked = {
  readonly query: URLSearchParams;
  readonly token: string;
  readonly sizeBytes: number;
  readonly body: unknown;
};

/** The answer, and whether something is said or shown now that was not before. */
export type Done = { readonly body: object; readonly effect: boolean };

export type Api = {
  /** As the vendor's SDK names the operation; an address without one has a name of ours. */
  readonly name: string;
  readonly method: "POST" | "PUT";
  readonly path: string;
  /** Throws DingtalkError. */
  readonly run: (state: State, asked: Asked) => Done;
};

type ApiOf<Schema extends z.ZodType> = Omit<Api, "run"> & {
  readonly schema: Schema;
  /** The code for a body that its schema does not take, where the schema names none. */
  readonly invalid: string;
  readonly run: (state: State, body: z.output<Schema>) => Done;
};

/** An API of api.dingtalk.com that takes an access token. A schema's messages are the codes that documents have for it. */
export const defineApi = <Schema extends z.ZodType>({ schema, invalid, run, ...api }: ApiOf<Schema>): Api => ({
  ...api,
  run: (state, { token, body }) => {
    if (!state.tokens.counts(token)) throw new DingtalkError(400, "InvalidAuthentication", "不合法的access_token");
    return run(state, parse(schema, body, invalid));
  },
});

/** Throws DingtalkError: with the schema's message if it is a code, else with `invalid`. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, invalid: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const { message = "", path = [] } = issue ?? {};
  if (/^[\w.]+$/.test(message)) throw new DingtalkError(400, message);
  throw new DingtalkError(400, invalid, `The local cloud does not take this: ${path.join(".")}: ${message}`);
}
