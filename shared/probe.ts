import { loaded } from "./loaded.ts";
import type { Self } from "./self.ts";

/** One thing that was tried: nothing of it changes anything. */
type Tried = { readonly Call: string; readonly State: "ok" | "failed"; readonly Message?: string };

/** What a function answers to a probe, besides what is its own. */
export type Probe = {
  readonly State: "Probed";
  /** By its own clock. */
  readonly At: string;
  readonly Node: string;
  readonly Flags: readonly string[];
  readonly CodeCache?: string;
  readonly Tag?: number;
  /** Which build it is of, as the installer has written it. */
  readonly Release?: string;
  readonly Ledger: string;
  readonly SettingsBytes: number;
  readonly Tried: readonly Tried[];
};

type Needs = { readonly self: Self; readonly nowMs: () => number };

/** Tries what a function may have to read, all at once, and tells what came of each. It changes nothing, and never throws. */
export async function probe(
  { self, nowMs }: Needs,
  calls: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<Probe> {
  const at = new Date(nowMs()).toISOString();
  const { codeCache, tag } = loaded() ?? {};
  const tried = await Promise.all(Object.entries(calls).map(([name, call]) => tryOut(name, call)));
  return {
    State: "Probed",
    At: at,
    Node: process.version,
    Flags: [...process.execArgv],
    ...(codeCache !== undefined && { CodeCache: codeCache }),
    ...(tag !== undefined && { Tag: tag }),
    ...(self.release !== undefined && { Release: self.release }),
    Ledger: self.ledger,
    SettingsBytes: self.settingsBytes,
    Tried: tried,
  };
}

async function tryOut(name: string, call: () => Promise<unknown>): Promise<Tried> {
  try {
    await call();
    return { Call: name, State: "ok" };
  } catch (error) {
    return { Call: name, State: "failed", Message: error instanceof Error ? error.message : String(error) };
  }
}
