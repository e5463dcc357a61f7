import * as z from "zod";
import { type Meant, type Word, type WordStore, wordSchema } from "../chat/word-store.ts";
import type { Credentials, StoreSettings } from "../config.ts";
import { connect } from "./client.ts";
import type { Columns } from "./columns.ts";
import { unlessSaid, unlessText, whileText, whileUnder } from "./conditions.ts";
import { put, read, update } from "./rows.ts";
import { tables } from "./tables.ts";

const table = tables.chat;
const wordKey = (key: string) => `word ${key}`;
const wishKey = (wish: string) => `wish ${wish}`;

/** What was said by chat, on Tablestore: one row for each delivery, and one for each wish. */
export function createWordStore(settings: StoreSettings, credentials: Credentials): WordStore {
  const client = connect(settings, credentials);
  const amend = (wish: string, key: string, put: Columns) =>
    update(client, table, wishKey(wish), whileText("key", key), { put, remove: [] });
  return {
    writeWord: (key, bodyHash, word) =>
      put(client, table, wordKey(key), unlessText("bodyHash", bodyHash), { bodyHash, word: JSON.stringify(word) }),
    useUp: (key, bodyHash) => put(client, table, wordKey(key), unlessSaid(bodyHash), { bodyHash }),
    readWord: async (key) => wordOf((await read(client, table, wordKey(key)))?.["word"]),
    take: (wish, { key, atMs }, sinceMs) =>
      put(client, table, wishKey(wish), whileUnder("atMs", sinceMs), { key, atMs }),
    readMeant: async (wish) => meantOf(await read(client, table, wishKey(wish))),
    keepOver: (wish, key) => amend(wish, key, { over: 1 }),
    keepAnswer: (wish, key, answer) => amend(wish, key, { answer }),
  };
}

/** It decides who asks for what: a row that is not as it was written is no word. */
const wordOf = (text: unknown): Word | undefined =>
  text === undefined ? undefined : wordSchema.parse(JSON.parse(String(text)));

const meantSchema = z.object({
  key: z.string(),
  atMs: z.number(),
  answer: z.string().optional(),
  over: z.number().optional(),
});

function meantOf(columns: unknown): Meant | undefined {
  if (columns === undefined) return undefined;
  const { over, ...meant } = meantSchema.parse(columns);
  return { ...meant, isOver: over !== undefined };
}
