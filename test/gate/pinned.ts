import crypto from "node:crypto";

/**
 * Stops everything that makes two runs of the same code differ: the time, and what is random. Returns what begins a play:
 * what is random in it depends on its number alone.
 */
export function pin(nowMs: number): (play: number) => void {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...given: readonly []) {
      // A date without arguments is now; every other one is what it says.
      if (given.length === 0) super(nowMs);
      else super(...given);
    }
    static override now = () => nowMs;
  } as DateConstructor;
  let drawn = 0;
  Math.random = () => (drawn++ % 1_000_000) / 1_000_000;
  Object.defineProperty(process, "pid", { value: 1 }); // a part of the SDK's nonces
  const bytes = (length: number) => Buffer.from(String(drawn++).padStart(length, "0").slice(0, length));
  Object.assign(crypto, { randomBytes: bytes, randomUUID: () => bytes(32).toString("hex").slice(0, 36) });
  return (play) => {
    drawn = play * 100;
  };
}
