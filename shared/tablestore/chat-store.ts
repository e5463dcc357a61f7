import * as z from "zod";
import { type Meant, type Word, type WordStore, wordSchema } from "../chat/word-store.ts";
import type { Credentials, StoreSettings } from "../config.ts";
import { connect } from "./client.ts";
import { unlessText, whileText, whileUnanswered, whileUnder } from "./conditions.ts";
import { put, read, update } from "./rows.ts";
import { tables } from "./tables.ts";

const table = tables.chat;
const wordKey = (key: string) => `word ${key}`;
const wishKey = (wish: string) => `wish ${wish}`;

/** What was said by chat, on Tablestore: one row for each delivery, and one for each wish. */
export function createWordStore(settings: StoreSettings, credentials: Credentials): WordStore {
  const client = connect(settings, credentials);
  return {
    writeWord: (key, bodyHash, word) =>
      put(client, table, wordKey(key), unlessText("bodyHash", bodyHash), { bodyHash, word: JSON.stringify(word) }),
    readWord: async (key) => wordOf((await read(client, table, wordKey(key)))?.["word"]),
    take: (wish, { key, atMs }, sinceMs) =>
      put(client, table, wishKey(wish), whileUnder("atMs", sinceMs), { key, atMs }),
    readMeant: async (wish) => meantOf(await read(client, table, wishKey(wish))),
    letGo: (wish, key) => update(client, table, wishKey(wish), whileUnanswered(key), { put: { atMs: 0 }, remove: [] }),
    keepAnswer: (wish, { key, atMs, answer = "" }) =>
      update(client, table, wishKey(wish), whileText("key", key), { put: { atMs, answer }, remove: [] }),
  };
}

/** It decides who asks for what: a row that is not as it was written is no word. */
const wordOf = (text: unknown): Word | undefined =>
  text === undefined ? undefined : wordSchema.parse(JSON.parse(String(text)));

const meantSchema = z.object({ key: z.string(), atMs: z.number(), answer: z.string().optional() });
const meantOf = (columns: unknown): Meant | undefined =>
  columns === undefined ? undefined : meantSchema.parse(columns);
