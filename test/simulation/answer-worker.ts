import type { Word } from "../../shared/chat/word-store.ts";
import { createWords } from "./chat.ts";
import { createSteers } from "./control.ts";
import { type Delivery, operatedBy } from "./delivery.ts";
import { startInvocation } from "./function-worker.ts";
import { violate } from "./invariants.ts";
import { callPort } from "./port.ts";
import { createWorker, end, ledgerNeeds } from "./worker.ts";
import type { Worker, World } from "./world.ts";

/** Starts one invocation of `answer` for what somebody has said. The door stored it when it first came. */
export function startAnswer(world: World, delivery: Delivery): void {
  const { said } = delivery;
  if (said === undefined) throw new Error(`${delivery.label} is nothing that was said`);
  const { key, word } = said;
  const { words } = world.chat;
  if (!words.has(key)) words.set(key, { ...word, askedAtMs: world.nowMs });
  const worker = createWorker(world, "answer", delivery);
  world.say(() => `${worker.name}  starts: ${delivery.label}`);
  answer(world, worker, key).then(
    (text) =>
      end(world, worker, () => {
        world.say(() => `    answer to ${delivery.label}: ${text}`);
        delivery.done = true;
      }),
    (error: unknown) => end(world, worker, () => onThrown(world, worker, delivery, error)),
  );
}

async function answer(world: World, worker: Worker, key: string): Promise<string> {
  const { product } = world;
  const { store, nowMs, newId, scope, fingerprintKeys } = ledgerNeeds(world, worker);
  const words = createWords(world, worker);
  const word = await words.readWord(key);
  if (word === undefined) return "it is forgotten";
  const operate = (_file: string, payload: object) =>
    callPort<Promise<unknown>>(world, worker, ["operate", "dispatch"], {
      arrive: () => operated(world, word, payload),
      lost: () => {
        throw new product.OpError("unavailable", "ServiceUnavailable", "the model gave no answer");
      },
    });
  const asked = { store, nowMs, newId, scope, fingerprintKeys, ...createSteers(world, worker, []) };
  const needs = {
    ...asked,
    words: { ...words, writeWord: notHere, useUp: notHere },
    operate,
    note: () => undefined,
    whisper: notHere,
  };
  // What is said here asks for operations, and for no verb: the rest of its needs is never used.
  return product.answerWord(key, word, needs as unknown as Parameters<typeof product.answerWord>[2]);
}

const notHere = () => Promise.reject(new Error("nobody asks for this here"));

/** The function of an operation, invoked with the key of a word: who waits for it gets its answer, or hears of its end. */
function operated(world: World, word: Word, payload: object): Promise<unknown> {
  const { OpError } = world.product;
  const answered = new Promise<unknown>((resolve, reject) => {
    const unanswered = () => reject(new OpError("unavailable", "ServiceUnavailable", "the function has ended"));
    startInvocation(
      world,
      operatedBy(word, payload, (reply) => (reply === undefined ? unanswered() : resolve(reply))),
    );
  });
  answered.catch(() => undefined); // who waited for it may have ended
  return answered;
}

/** FC's queue brings it again a few times. */
function onThrown(world: World, worker: Worker, delivery: Delivery, error: unknown): void {
  world.say(() => `${worker.name}  throws ${String(error)}`);
  if (delivery.retriesLeft-- > 0) world.queue.push(delivery);
  const { OpError, StoreUnknown } = world.product;
  if (!(error instanceof OpError || error instanceof StoreUnknown))
    violate(world, `unexpected: a word failed: ${String(error)}`);
}
