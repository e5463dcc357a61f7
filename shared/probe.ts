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

/** `requestId`: of the invocation that has brought it. */
type Came = {
  readonly atMs: number;
  readonly raw: Uint8Array;
  readonly requestId: string;
  readonly problem?: string | undefined;
};

/** An event as it came, without a value of it. Ids of events are told, since those are what is looked for. */
export function lastEventOf({ atMs, raw, requestId, problem }: Came) {
  const text = Buffer.from(raw).toString("utf8");
  return {
    At: new Date(atMs).toISOString(),
    RequestId: requestId,
    Form: formIn(parsed(text), deepest).slice(0, longest),
    EventIds: [...new Set(text.match(/\be-[a-z0-9]{4,60}\b/gi))].slice(0, mostIds),
    ...(problem !== undefined && { Problem: problem.slice(0, longest) }),
  };
}

/** An envelope, data in it, and content in that. */
const deepest = 3;
const longest = 1_000;
const mostIds = 16;

/** The names of keys, and of what kind their values are: `{source text, data {eventId text}}`. */
function formIn(value: unknown, depth: number): string {
  if (Array.isArray(value)) return `[${value.length === 0 ? "" : formIn(value[0], depth)}]`;
  if (typeof value === "string") return formOfText(value, depth);
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  if (depth === 0) return "{…}";
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key} ${formIn(inner, depth - 1)}`)
    .join(", ")}}`;
}

function formOfText(text: string, depth: number): string {
  const inner = /^\s*[{[]/.test(text) ? parsed(text) : undefined;
  return inner === undefined ? "text" : `text of ${formIn(inner, depth)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
