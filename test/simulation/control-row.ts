import { installed } from "../installed.ts";
import { limit } from "./limited.ts";
import type { World } from "./world.ts";

/** True iff functions can read what steers the stack. */
export const canRead = ({ controlIs }: World) => controlIs === "there";

/** Somebody deletes the row that steers the stack, or a part of it cannot be read any more. */
export function loseControl(world: World): void {
  world.lossesLeft--;
  become(world, world.tape.choose(2, "detail", () => ["deleted", "torn"]) === 0 ? "missing" : "torn");
}

/** The owner makes the row anew, as with the tables, and applies the same policy. */
export function makeControlAnew(world: World): void {
  const { limits = [], countsFromMs = 0 } = world.limited.at(-1) ?? {};
  become(world, "there");
  world.control = { ...world.product.newControl(world.nowMs, false), right: installed.right };
  limit(world, limits, countsFromMs);
}

function become(world: World, now: World["controlIs"]): void {
  world.controlIs = now;
  world.controlSinceMs = world.nowMs;
  world.say(() => `the control row is ${now}`);
}
