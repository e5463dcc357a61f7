import type { Hand } from "../hand.ts";
import type { Owner, Say } from "./owner.ts";

/** Where a night is played from. */
export type Seat = {
  readonly hand: Hand;
  readonly owner: Owner;
  /** Says what a scene is about, and what happens in it. */
  readonly title: Say;
  readonly say: Say;
};

/** Lets so many minutes pass, and says so. */
export async function pass({ hand, say }: Pick<Seat, "hand" | "say">, count: number): Promise<void> {
  say(`POST /_cloud/clock: ${count} minutes pass`);
  await hand.minutes(count);
}

/** Lets the world's time pass to a moment, in one step, and says so. */
export async function passTo({ hand, say }: Pick<Seat, "hand" | "say">, atMs: number): Promise<void> {
  say(`POST /_cloud/clock: it is ${new Date(atMs).toISOString()}`);
  await hand.advance(atMs - Date.parse((await hand.world()).now));
  await hand.idle();
  await hand.minutes(1);
}

/** Says what one channel was told of a kind last, line by line, and returns these lines. */
export async function sayLast({ hand, say }: Pick<Seat, "hand" | "say">, kind: string): Promise<readonly string[]> {
  const told = (await hand.notices()).map(({ channel, notice }) => ({ channel, ...(notice as Told) }));
  const last = told.findLast((one) => one.channel === "oncall" && one.kind === kind);
  const lines = last?.text.en.split("\n") ?? [];
  for (const line of lines) say(`[oncall] ${line}`);
  return lines;
}

type Told = { readonly kind: string; readonly text: { readonly en: string } };
