import { onTestFinished } from "vitest";
import * as z from "zod";
import { typed } from "../cli/type.ts";
import { createCloud } from "../cloud/cloud.ts";
import type { Call } from "../cloud/core/calls.ts";
import { createHand } from "../hand.ts";

/** An account in which nothing is installed, and the owner's command in front of it. Its world stands still but while something waits. */
export async function createAccountBench(flips: readonly string[] = []) {
  const cloud = await createCloud({ port: 0, stack: "redeploy-once", flips });
  onTestFinished(() => cloud.close());
  const hand = createHand(cloud);
  const pause = async (ms: number) => {
    await cloud.clock.advance(ms);
    if (ms >= 60_000) await hand.idle(); // in a minute functions come to their end
  };
  const type = async (
    words: string,
    env: Readonly<Record<string, string>> = {},
    files: Readonly<Record<string, string>> = {},
  ) => {
    await pause(1_000); // nobody types two at once
    return typed([...words.split(" "), "--local", cloud.wireUrl], { pause, env, files, nowMs: cloud.clock.nowMs });
  };
  /** Types a line, and presses Ctrl-C in its first wait. */
  const typeAndStop = async (words: string) => {
    let press: () => void = () => undefined;
    const stopped = async (ms: number) => {
      press();
      await pause(ms);
    };
    return typed([...words.split(" "), "--local", cloud.wireUrl], {
      ...{ pause: stopped, nowMs: cloud.clock.nowMs },
      onInterrupt: (act) => {
        press = act;
      },
    });
  };
  const changed = (since: number) => cloud.calls.since(since).filter((call) => call.effect && !isRead(call));
  /** What changed the world while it was done. That a function is asked how the stack stands changes nothing, nor what a doctor notes of itself. */
  const changesOf = async (act: () => Promise<unknown>) => {
    const since = cloud.calls.since(0).at(-1)?.seq ?? 0;
    await act();
    return changed(since).map(({ product, action }) => `${product} ${action}`);
  };
  return { cloud, type, typeAndStop, changesOf, hand };
}

/** A question of the installer, of a doctor, or of a function that a doctor asks. */
const look = z.union([
  z.object({ verb: z.enum(["status", "probe"]) }),
  z.object({ probe: z.literal(true) }),
  z.object({ Create: z.literal(false), Notices: z.literal(false) }),
]);

const isRead = ({ action, params, function: by }: Call) =>
  by === "doctor" || (action === "InvokeFunction" && z.object({ payload: look }).safeParse(params).success);
