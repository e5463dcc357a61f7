import { gateBits } from "./instance-messages.ts";

/** What makes an instance stand still, seen from outside. */
export type Gate = {
  readonly buffer: SharedArrayBuffer;
  readonly close: (reason: keyof typeof gateBits) => void;
  /** Takes one reason away; the instance goes on when none is left. */
  readonly open: (reason: keyof typeof gateBits) => void;
};

export function createGate(): Gate {
  const buffer = new SharedArrayBuffer(4);
  const bits = new Int32Array(buffer);
  return {
    buffer,
    close: (reason) => void Atomics.or(bits, 0, gateBits[reason]),
    open: (reason) => {
      Atomics.and(bits, 0, ~gateBits[reason]);
      Atomics.notify(bits, 0);
    },
  };
}
