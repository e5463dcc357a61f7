import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { root } from "../local.ts";
import { run } from "./bundled.ts";

type Around = {
  readonly env?: Readonly<Record<string, string>>;
  /** Files in the working directory. */
  readonly files?: Readonly<Record<string, string | object>>;
  /** A person's answer to each question; without one nobody is there to ask. */
  readonly says?: boolean;
  readonly hasColours?: boolean;
  /** What Ctrl-C does is handed out: a test presses it. */
  readonly onInterrupt?: (press: () => void) => void;
  /** The working directory, instead of a new one. */
  readonly at?: string;
  /** What waiting is; without one it takes no time. */
  readonly pause?: (ms: number) => Promise<void>;
  /** This machine's clock; without one it stands still. */
  readonly nowMs?: () => number;
};

/** This machine's clock. */
const machineNow = "2026-11-29T12:00:00.000Z";

/** Types one command line: what was printed on either side, what was asked, and how it ended. */
export async function typed(words: readonly string[], around: Around = {}) {
  const {
    env = {},
    files = {},
    says,
    hasColours = false,
    pause = async () => undefined,
    nowMs = () => Date.parse(machineNow),
    onInterrupt,
    at: folder = newFolder(),
  } = around;
  for (const [name, text] of Object.entries(files))
    writeFileSync(path.join(folder, name), typeof text === "string" ? text : JSON.stringify(text));
  const [out, err, asked]: [string[], string[], string[]] = [[], [], []];
  const ask = async (question: string) => {
    asked.push(question);
    return says === true;
  };
  const exitCode = await run(words, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    ask: says === undefined ? undefined : ask,
    waitFor: () => () => undefined,
    hasColours,
    columns: undefined,
    env: { TZ: "Asia/Shanghai", ...env },
    folder,
    root,
    nowMs,
    pause: async (ms, signal) => {
      await pause(ms);
      signal?.throwIfAborted();
    },
    whenInterrupted: (act) => {
      onInterrupt?.(act);
      return () => undefined;
    },
  });
  return { exitCode, out: out.join("\n"), err: err.join("\n"), asked, folder };
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
