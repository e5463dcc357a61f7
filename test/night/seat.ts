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
