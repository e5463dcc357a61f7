import type { Terminal } from "./terminal.ts";

/** Something that may be typed behind a verb: `<id>` or `[file]` by its place, or an option such as `--instance <id>`. */
export type Taken = {
  readonly flags: string;
  readonly about: string;
  /** What the console calls it. */
  readonly name?: string;
  /** Makes its value of what was typed; throws commander's `InvalidArgumentError`. */
  readonly read?: (text: string) => unknown;
  /** An option without which the command is refused. */
  readonly isNeeded?: true;
  /** May be given more than once: its value is a list. */
  readonly isList?: true;
};

/** What was typed, by the bare name: `id`, `file`, `instance`. Without a key: it was not typed. */
export type Values = Readonly<Record<string, unknown>>;

/** One command of the command line, all of it: the name is the words that are typed. */
export type Command = {
  readonly name: string;
  readonly about: string;
  readonly takes: readonly Taken[];
  /** Each without the command's own name in front: `policy check night.yaml`. */
  readonly examples: readonly string[];
  /** Throws `Stopped`. */
  readonly run: (values: Values, terminal: Terminal) => Promise<void>;
};

/** The bare name of what is typed: `--looked-at <time>` is `looked-at`, `[file]` is `file`. */
export const bareName = (flags: string) => /^(?:--|<|\[)([a-z-]+)/.exec(flags)?.[1] ?? flags;

/** The text of an option or argument; undefined if it was not typed, or has another kind of value. */
export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}
