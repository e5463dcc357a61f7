import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout } from "node:timers/promises";
import picocolors from "picocolors";

/** Where a command runs: what it may read of the process, and where its words go. */
export type Terminal = {
  /** Prints lines: `out` is the answer, `err` is what is said about it. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Asks a person, yes or no. Undefined: nobody is there. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Says what is waited for, if it takes long; the result takes it away again. */
  readonly waitFor: (what: string) => () => void;
  /** Whether the answer may be coloured. */
  readonly hasColours: boolean;
  /** How wide it is; undefined: it is no terminal. */
  readonly columns: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where files are named from. */
  readonly folder: string;
  /** Where s.yaml and the built functions are. */
  readonly root: string;
  readonly nowMs: () => number;
  /** Throws as soon as the signal says that nobody waits any more. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Has `act` done when somebody presses Ctrl-C, in place of the end of the process; the result ends that. */
  readonly whenInterrupted: (act: () => void) => () => void;
};

/** This process's own, of the program in this file. A person is asked on the terminal's error side, so that an answer can go into a file meanwhile. */
export function processTerminal(program: string): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    ask: stdin.isTTY && stderr.isTTY ? askOnTerminal : undefined,
    waitFor: stderr.isTTY ? sayAfterAMoment : () => () => undefined,
    hasColours: stdout.isTTY === true && picocolors.isColorSupported,
    columns: stdout.isTTY === true ? stdout.columns : undefined,
    env: process.env,
    folder: process.cwd(),
    root: folderAbove(program),
    nowMs: Date.now,
    pause: (ms, signal) => setTimeout(ms, undefined, { signal }),
    whenInterrupted: (act) => {
      process.on("SIGINT", act);
      return () => void process.off("SIGINT", act);
    },
  };
}

/** The nearest folder above with a s.yaml: the program is built beside the functions that it installs. */
function folderAbove(file: string): string {
  const above = path.dirname(file);
  return above === file || existsSync(path.join(above, "s.yaml")) ? above : folderAbove(above);
}

/** Ctrl-C and Ctrl-D are a no. */
async function askOnTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new Promise<string>((resolve) => {
    terminal.once("close", () => resolve("\n"));
  });
  const answer = await Promise.race([terminal.question(`${question} [y/N] `), left]).catch(() => "\n");
  terminal.close();
  if (answer === "\n") process.stderr.write(answer); // the question's line has no end yet
  return /^y(es)?$/i.test(answer.trim());
}

/** What takes less needs no words. */
const momentMs = 400;
const clearLine = "\r\u001b[K";

function sayAfterAMoment(what: string): () => void {
  const timer = globalThis.setTimeout(() => void process.stderr.write(`${what} …`), momentMs);
  return () => {
    clearTimeout(timer);
    process.stderr.write(clearLine);
  };
}
