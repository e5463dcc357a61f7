import type { Credentials } from "../config.ts";
import { isRead } from "../control/is-read.ts";
import type { ReconcileDeps } from "../deps.ts";
import { fileNameOf } from "../function-name.ts";
import { madeUp } from "../made-up.ts";
import type { Taken } from "../notices/channel.ts";
import { operations } from "../operations/index.ts";

/** So long a list of pending events may take, milliseconds: it is the one list that has something in it. */
const listsForMs = 10_000;

/** Asked for besides: each costs others something. */
export type Besides = {
  /** Queues a probe for each function that it dispatches to, itself too: a probe of a probe asks for nothing besides. */
  readonly invokes: boolean;
  /** Sends each channel a test notice. */
  readonly tells: boolean;
};

type Settings = { readonly looksAtEns: boolean; readonly dateWindowMs: number };
type Queue = (file: string, payload: object, id: string) => Promise<void>;
type Calls = Readonly<Record<string, () => Promise<unknown>>>;

/** Tries what reconcile reads, and on request what it dispatches by and tells people by. It writes nothing, and runs nothing. */
export async function probeReconcile(
  deps: ReconcileDeps,
  credentials: Credentials,
  { looksAtEns, dateWindowMs }: Settings,
  { invokes, tells }: Besides,
  queue: Queue,
): Promise<object> {
  const { store, clouds, steering, runs } = deps.connect(credentials);
  const { probe } = await import("../probe.ts");
  const { instanceId, imageId } = madeUp;
  const untilMs = deps.nowMs() + listsForMs;
  const ofEns: Calls = looksAtEns
    ? {
        "a look at a machine of ENS": () => clouds.ens.readInstance(instanceId),
        "pending events of ENS": () => clouds.ens.listPending(untilMs),
      }
    : {};
  const [said, channels] = await Promise.all([
    probe(deps, {
      "the ledger's instances": () => store.readInstance(instanceId),
      "the open rows": () => store.listOpen(undefined, 1),
      "the rows to be told": () => store.listUntold(undefined, 1),
      "the control row": () => isRead(steering),
      "its own last run": () => runs.readRun(),
      "a look at a machine": () => clouds.ecs.readInstance(instanceId, ["disks", "tasks"]),
      "an image": () => clouds.ecs.readImage(imageId),
      "pending events": () => clouds.ecs.listPending(untilMs),
      ...ofEns,
      ...(invokes && invokesOf(queue, looksAtEns, deps.newId())),
    }),
    Promise.all(deps.channels.map((channel) => (tells ? told(deps, channel) : { Channel: channel.name }))),
  ]);
  return { ...said, DateWindowMs: dateWindowMs, LooksAtEns: looksAtEns, Channels: channels };
}

/** One queued probe for each function. What it answers nobody reads: that it may be queued is what is tried. */
function invokesOf(queue: Queue, looksAtEns: boolean, id: string): Calls {
  const asked = operations.filter(({ product }) => looksAtEns || product !== "ens");
  return Object.fromEntries([
    ...asked.map(({ name }) => {
      const file = fileNameOf(name);
      return [`an invocation of ${file}`, () => queue(file, { operation: name, probe: true }, `p_${id}_${file}`)];
    }),
    ["an invocation of reconcile", () => queue("reconcile", { verb: "probe" }, `p_${id}_reconcile`)],
  ]);
}

async function told({ newId, nowMs }: ReconcileDeps, channel: ReconcileDeps["channels"][number]) {
  const message = { id: `test.${newId()}`, kind: "test", about: "stack", facts: { sinceMs: nowMs() } } as const;
  const taken: Taken = await channel.send(message, "UTC", nowMs());
  return { Channel: channel.name, Taken: taken.kind, ...(taken.kind !== "taken" && { Code: taken.code }) };
}
