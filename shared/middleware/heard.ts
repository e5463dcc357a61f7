import type { MiddlewareObj } from "@middy/core";
import * as z from "zod";
import type { WordStore } from "../chat/word-store.ts";
import { OpError } from "../errors.ts";
import type { Scope } from "../ledger/token.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { parsed } from "../parameter.ts";
import { chatPrincipal } from "../principal.ts";
import { commandOfWord } from "./command-of-word.ts";
import type { Invocation } from "./invocation.ts";

/** An invocation by `answer` for what somebody has said by chat. It names the word, and nothing else of it counts. */
const heardSchema = z.strictObject({
  operation: z.string("must name an operation"),
  word: z.string("must name a word").regex(/^[0-9a-f]{32}$/, "must be the key of a word, 32 hex digits"),
});

/** True iff the payload names a stored word. */
export const namesWord = (payload: Readonly<Record<string, unknown>>) => "word" in payload;

/** Reads who asks, and for what, from the word that an invocation names. Throws `OpError` or `StoreUnknown`. */
export const heard = <I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  scope: Scope,
  words: () => Pick<WordStore, "readWord">,
): MiddlewareObj<Invocation> => ({
  before: async ({ event: invocation }) => {
    const { shape } = invocation;
    if (shape.kind !== "invoke" || !namesWord(shape.payload)) return;
    const { word: key } = parsed(heardSchema, shape.payload);
    const word = await words().readWord(key);
    if (word === undefined) throw unknown(key);
    invocation.signed = { principal: chatPrincipal(word.person), id: key, atMs: word.askedAtMs };
    invocation.command = commandOfWord(operation, key, word, scope);
  },
});

const unknown = (key: string) =>
  new OpError("refused", "InvalidWord.NotFound", `No word ${key} is stored. Nothing was changed.`, { status: 404 });
