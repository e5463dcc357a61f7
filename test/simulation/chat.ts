import type { Meant, Word, WordStore } from "../../shared/chat/word-store.ts";
import type { Written } from "../../shared/ledger/store.ts";
import type { Intent } from "./history.ts";
import { callPort } from "./port.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/** What people have said by chat, by the key of its delivery, and the wishes that were taken. */
export type Chat = { readonly words: Map<string, Word>; readonly wishes: Map<string, Meant> };

export const createChat = (): Chat => ({ words: new Map(), wishes: new Map() });

/** The table of what was said, as one worker sees it: each call is one pending operation. */
export function createWords(world: World, worker: Worker): Omit<WordStore, "writeWord" | "useUp"> {
  const { words, wishes } = world.chat;
  const lost = (): never => {
    throw new world.product.StoreUnknown("the model gave no answer");
  };
  const write = (name: string, isAllowed: () => boolean, apply: () => void) =>
    callPort<Written>(world, worker, [name, "write"], {
      arrive: () => {
        if (!isAllowed()) return "refused";
        apply();
        return "applied";
      },
      lost,
    });
  const amend = (name: string, wish: string, key: string, more: Partial<Meant>) => {
    const stored = () => wishes.get(wish);
    return write(
      name,
      () => stored()?.key === key,
      () => wishes.set(wish, { key, atMs: 0, isOver: false, ...stored(), ...more }),
    );
  };
  const read = <T>(name: string, arrive: () => T) => callPort(world, worker, [name, "read"], { arrive, lost });
  return {
    readWord: (key) => read("readWord", () => kept(world, words.get(key))),
    take: (wish, meant, sinceMs) =>
      write(
        "take",
        () => (wishes.get(wish)?.atMs ?? Number.NEGATIVE_INFINITY) < sinceMs,
        () => wishes.set(wish, { ...meant, isOver: false }),
      ),
    readMeant: (wish) => read("readMeant", () => wishes.get(wish)),
    keepOver: (wish, key) => amend("keepOver", wish, key, { isOver: true }),
    keepAnswer: (wish, key, answer) => amend("keepAnswer", wish, key, { answer }),
  };
}

/** So long the table keeps a row. */
const keptForMs = 30 * 86_400_000;
const kept = ({ nowMs }: World, word: Word | undefined) =>
  word !== undefined && word.askedAtMs + keptForMs > nowMs ? word : undefined;

/** So long the same that somebody says by chat is one wish, as the guide says. */
const sameForMs = 600_000;

/** The wish that two tokens stand for, if they are of two words that were the same when they were said. */
export function sameWishOf({ chat }: World, one: Intent["token"], other: Intent["token"]): string | undefined {
  const [first, second] = [one, other].map((token = "") => chat.words.get(token.replace(/^.* chat-/, "")));
  if (first === undefined || second === undefined) return undefined;
  const apartMs = Math.abs(first.askedAtMs - second.askedAtMs);
  const isSame = JSON.stringify([first.person, first.wish]) === JSON.stringify([second.person, second.wish]);
  return isSame && apartMs < sameForMs - 2 * halfSkewMs ? `${first.wish.verb} of ${first.person}` : undefined;
}
