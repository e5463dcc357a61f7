import { readFile, writeFile } from "node:fs/promises";
import type { ReceivedNotice } from "../cloud/notices/notices.ts";
import { type AskingPolicy, askingLines, askingPolicy } from "./asking-policy.ts";
import { pass, type Seat } from "./seat.ts";
import type { Part } from "./verdict.ts";

/** What came of a night in which people decide about one machine. */
export type Decided = {
  readonly instanceId: string;
  readonly parts: readonly Part[];
  readonly notices: readonly ReceivedNotice[];
  /** So often each kind is told. */
  readonly wantedNotices: Readonly<Record<string, number>>;
  /** When the send may be, epoch milliseconds; left out: whenever. */
  readonly between?: readonly [fromMs: number, toMs: number];
};

/** The parts of a night as they are played: what reached the cloud in each. */
export function partsOf({ hand }: Pick<Seat, "hand">) {
  const parts: Part[] = [];
  let seq = 0;
  return {
    parts,
    /** Plays a part. `wanted`: on which machines something is sent in it. */
    play: async <T>(when: string, wanted: readonly string[], scene: () => Promise<T>): Promise<T> => {
      const came = await scene();
      const calls = await hand.calls(seq);
      seq = calls.at(-1)?.seq ?? seq;
      parts.push({ when, calls, wanted });
      return came;
    },
  };
}

/** Nothing of the fleet asks for anything, and this policy is in force. */
export async function putInForce(seat: Seat, policy: AskingPolicy): Promise<void> {
  const { hand, owner, say } = seat;
  await hand.quietFleet();
  await pass(seat, 2);
  await owner.type("init");
  await writeFile(owner.policyFile, askingPolicy(await readFile(owner.policyFile, "utf8"), policy));
  for (const line of askingLines(policy)) say(line);
  await owner.type("ask");
  await pass(seat, 2);
}

/** A planned redeploy that the platform makes by itself in 36 hours; the bus brings it. */
export async function announce(seat: Seat, instanceId: string): Promise<void> {
  const { hand, say } = seat;
  const notBefore = new Date(Date.parse((await hand.world()).now) + 36 * 3_600_000).toISOString();
  say(`POST /_cloud/events: ${instanceId}, SystemMaintenance.Redeploy Scheduled, not before ${notBefore}`);
  await hand.raise(instanceId, { notBefore, deliver: true });
  await hand.idle();
  await pass(seat, 2);
}

/** The command behind a word of a notice, such as `Yes: redeploy-once approve …`. Throws if the notice has none. */
export function commandIn(lines: readonly string[], word: string): string {
  const line = lines.find((one) => one.startsWith(`${word}: redeploy-once `));
  if (line === undefined) throw new Error(`The notice says no command for ${word}: ${lines.join(" ")}`);
  return line.slice(word.length + 2);
}
