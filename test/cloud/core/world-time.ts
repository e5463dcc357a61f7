/** The world's time as all threads see it: a memory that they share, and nothing else. */
export type WorldTime = {
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  /** Moves the world to a time, unless it is there or later already. */
  readonly moveTo: (ms: number) => void;
  /** Sets what is added to real time; of a world that stands, the time itself. */
  readonly set: (ms: number) => void;
  /** True if real time moves it. */
  readonly runs: boolean;
};

/** The memory of a world that runs with real time, or stands until it is moved. */
export function newWorldTime(runs: boolean): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(16);
  Atomics.store(new BigInt64Array(shared), pace, runs ? 1n : 0n);
  return shared;
}

/** Two whole numbers, since two threads may move the world at once: its time is `added` + `pace` × real time. */
const [added, pace] = [0, 1];

/** `realNow` is handed in: inside a function `Date.now` tells the world's time. */
export function worldTimeOver(shared: SharedArrayBuffer, realNow: () => number): WorldTime {
  const cells = new BigInt64Array(shared);
  const runs = Atomics.load(cells, pace) === 1n;
  const realMs = () => (runs ? realNow() : 0);
  return {
    runs,
    nowMs: () => Number(Atomics.load(cells, added)) + realMs(),
    moveTo: (ms) => {
      const wanted = BigInt(Math.ceil(ms - realMs()));
      let seen = Atomics.load(cells, added);
      while (seen < wanted) {
        const found = Atomics.compareExchange(cells, added, seen, wanted);
        if (found === seen) return;
        seen = found;
      }
    },
    set: (ms) => void Atomics.store(cells, added, BigInt(ms)),
  };
}
