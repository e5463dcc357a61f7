/** What a choice is about; random schedules draw each kind differently. */
type Tag = "setup" | "who" | "fate" | "rareFate" | "detail";

/**
 * Where every choice of a schedule comes from. 0 is always the harmless one, so a tape that is cut off or zeroed is a
 * calmer schedule.
 */
export type Tape = {
  /** A number from 0 to `count` − 1; `names` are what the choices are called in a script. */
  readonly choose: (count: number, tag: Tag, names?: () => readonly string[]) => number;
  /** The choices so far, and from how many each was taken. */
  readonly taken: number[];
  readonly counts: number[];
};

/** A recording tape around any source of choices. */
function createTape(draw: (count: number, tag: Tag, index: number, names?: () => readonly string[]) => number): Tape {
  const taken: number[] = [];
  const counts: number[] = [];
  return {
    taken,
    counts,
    choose: (count, tag, names) => {
      const choice = count <= 1 ? 0 : draw(count, tag, taken.length, names);
      taken.push(choice);
      counts.push(count);
      return choice;
    },
  };
}

/** Plays a tape again; after its end, and where it does not fit, it takes what is nearest to harmless. */
export const createReplay = (entries: readonly number[]): Tape =>
  createTape((count, _, index) => Math.min(entries[index] ?? 0, count - 1));

/** As `createReplay`, for a search: what is set up before the first move counts as having one choice only. */
export const createOdometer = (entries: readonly number[]): Tape => {
  const tape = createReplay(entries);
  const choose: Tape["choose"] = (count, tag, names) => tape.choose(tag === "setup" ? 1 : count, tag, names);
  return { ...tape, choose };
};

/**
 * Plays what is written: at each choice the next line is taken if one of the choices starts with it; else the calm one.
 * Lines that never fit are left over: `rest` tells.
 */
export function createScript(lines: readonly string[]): Tape & { readonly rest: () => readonly string[] } {
  const left = [...lines];
  const tape = createTape((_count, _tag, _index, names) => {
    const [line] = left;
    const found = line === undefined ? -1 : (names?.() ?? []).findIndex((name) => name.startsWith(line));
    if (found < 0) return 0;
    left.shift();
    return found;
  });
  return { ...tape, rest: () => left };
}

/** How likely an operation meets a fault, by schedule: calm, middling, stormy (chosen for the share of kills). */
const faultChances = [0.06, 0.12, 0.25];
/** The same for calls that few schedules come to. */
const rareFaultChance = 0.5;
/** How likely the one who moved last moves on: long runs of one worker reach deeper than a fair shuffle. */
const stayChances = [0.2, 0.6, 0.85];

/** Choices from a seed. */
export function createRandom(seed: number): Tape {
  const random = createGenerator(seed);
  const faultChance = faultChances[below(random, 3)] ?? 0;
  const stayChance = stayChances[below(random, 3)] ?? 0;
  return createTape((count, tag) => {
    const fault = { fate: faultChance, rareFate: rareFaultChance }[String(tag)];
    if (fault !== undefined) return unit(random) < fault ? 1 + below(random, count - 1) : 0;
    if (tag === "who" && unit(random) < stayChance) return 0;
    return below(random, count);
  });
}

const unit = (random: () => number) => random() / 2 ** 32;
const below = (random: () => number, count: number) => Math.floor(unit(random) * count);

/** 32-bit numbers from a seed (splitmix32). */
function createGenerator(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}
