/**
 * Plays every call of the product against one server and tells what each came to. This file is bundled twice, plainly
 * and as functions are, and each bundle runs in a process of its own.
 */
import { ecsCalls } from "./ecs-plays.ts";
import { apiFates, forwarded, storeFates } from "./fates.ts";
import { ensCalls, fcCalls } from "./other-plays.ts";
import { pin } from "./pinned.ts";
import type { Announced, Calls, Play, Played, Stage } from "./play.ts";
import { storeCalls } from "./store-plays.ts";
import { outcomeOf } from "./value.ts";
import { createWatched } from "./watched.ts";

const stage = JSON.parse(process.env["STAGE"] ?? "") as Stage; // gate.test.ts wrote it
const begin = pin(stage.nowMs);
const { watched, unplayed } = createWatched();

/** With a token of STS the local cloud takes no call, and of what is asked at once any may be refused first. */
async function plays(): Promise<Play[]> {
  const withKey = { ...stage.accessKey, securityToken: "" };
  const withToken = { ...stage.accessKey, securityToken: "a-token" };
  const api = [ecsCalls, ensCalls, fcCalls];
  return [
    ...(await Promise.all(api.map((calls) => calls(stage, withKey, watched)))).flatMap((calls) =>
      crossed(calls, apiFates, ""),
    ),
    ...crossed(await storeCalls(stage, withKey, watched), storeFates, ""),
    ...(await Promise.all(api.map((calls) => calls(stage, withToken, watched)))).flatMap((calls) =>
      crossed(Object.fromEntries(Object.entries(calls).filter(([, { atOnce }]) => !atOnce)), apiFates, " with STS"),
    ),
    ...crossed(await storeCalls(stage, withToken, watched), [forwarded], " with STS"),
  ];
}

/** Every call with every fate. Those that the local cloud answers come in their order, since some rest on others. */
const crossed = (calls: Calls, fates: readonly string[], who: string): Play[] =>
  fates.flatMap((fate) =>
    Object.entries(calls).flatMap(([name, { run, atOnce = [] }]) => {
      const play = `${name}${who}: ${fate}`;
      if (atOnce.length === 0 || fate === forwarded) return [{ play, fate, run }];
      return atOnce.map((action) => {
        const struck = { action, after: atOnce.length - 1 };
        return { play: `${play} for ${action}`, fate, struck, run };
      });
    }),
  );

async function main(): Promise<void> {
  const outcomes: Record<string, unknown> = {};
  for (const [number, { run, ...play }] of (await plays()).entries()) {
    await announce(play);
    begin(number);
    outcomes[play.play] = await outcomeOf(run);
  }
  const played: Played = { outcomes, unplayed: unplayed() };
  process.send?.(played, () => process.exit(0)); // kept connections would hold it
}

const announce = (play: Announced) =>
  new Promise<void>((heard) => {
    process.once("message", () => heard());
    process.send?.(play);
  });

void main();
