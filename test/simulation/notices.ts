import type { RunStore } from "../../shared/control/run-store.ts";
import type { Channel, Taken } from "../../shared/notices/channel.ts";
import type { TellNeeds } from "../../shared/notices/tell-needs.ts";
import { violate } from "./invariants.ts";
import { callPort } from "./port.ts";
import { kindOf } from "./standing.ts";
import type { Worker, World } from "./world.ts";

/** Who is told what, in every schedule. */
const recipients = [
  { channel: "oncall", about: "urgent" },
  { channel: "team", about: "all" },
] as const;
const urgent: readonly string[] = ["needsYes", "needsPerson", "unproven", "failed", "late"];

/** What one run needs to tell people. */
export function createTellNeeds(world: World, worker: Worker) {
  const { sent } = world.heard;
  const channel = (name: string): Channel => ({
    name,
    perMinute: 20,
    send: ({ kind, facts }, _, nowMs) =>
      callPort<Taken>(world, worker, ["tell", "dispatch"], {
        arrive: () => {
          const own = `${facts.instanceId} ${facts.operationId} ${kind}`;
          for (const key of kind === "digest" ? countedIn(world, facts.counts) : [own])
            sent.set(key, (sent.get(key) ?? new Map()).set(name, nowMs));
          return { kind: "taken" };
        },
        lost: () => ({ kind: "failed", code: "no answer" }),
      }),
  });
  return {
    channels: recipients.map(({ channel: name }) => channel(name)),
    fleets: { ecs: { readMachines: async () => [] }, ens: { readMachines: async () => [] } },
    productOf: () => undefined,
  } satisfies Partial<TellNeeds>;
}

/** What a digest stands for: it has numbers alone. */
const countedIn = ({ heard }: World, counts: Readonly<Record<string, number>> = {}) =>
  [...heard.stands].filter(([, { kind }]) => kind in counts).map(([key, { kind }]) => `${key} ${kind}`);

/** The policy as it was read, with who is told. */
export const withRecipients = <S extends object>(steering: S) => ({ ...steering, recipients });

/** The row by which one run tells at a time. */
export function createNoticesStore(world: World, worker: Worker): Pick<RunStore, "readNotices" | "writeNotices"> {
  const { heard } = world;
  const lost = (): never => {
    throw new world.product.StoreUnknown("the model gave no answer");
  };
  return {
    readNotices: async () => heard.row,
    writeNotices: (before, next) =>
      callPort(world, worker, ["writeNotices", "write"], {
        arrive: () => {
          if (heard.row?.rev !== before?.rev) return "refused";
          heard.row = next;
          return "applied";
        },
        lost,
      }),
  };
}

/** Two clocks may differ by so much. */
const skewMs = 30_000;

/** What nobody has told a channel that is to hear it. */
export function untoldIn(world: World): readonly string[] {
  const { sent, stands } = world.heard;
  return [...stands].flatMap(([key, { kind, sinceMs }]) => {
    const [instanceId = "", operationId = ""] = key.split(" ");
    const row = world.table.rows.get(instanceId)?.row;
    if (row === undefined || kindOf(row, operationId) !== kind) return []; // it is on record no more
    const hearing = recipients.filter(({ about }) => about === "all" || urgent.includes(kind));
    return hearing.flatMap(({ channel }) => {
      const atMs = sent.get(`${key} ${kind}`)?.get(channel);
      const isSince = kind === "started" || (atMs ?? 0) >= sinceMs - skewMs; // the steps of one operation begin once
      return atMs === undefined || !isSince ? [`${key.slice(0, 24)} ${kind} to ${channel}`] : [];
    });
  });
}

/** So many runs without faults it may take: one has to wait for the lease of one that has died. */
const toldWithinRuns = 4;

/** I11: what people are to hear of is told, whatever was cut off before. */
export function checkHeard(world: World, runs: number): number {
  const [untold] = untoldIn(world);
  if (runs > toldWithinRuns && untold !== undefined) violate(world, `I11: ${untold} was not told in ${runs} runs`);
  return untold === undefined ? 0 : runs + 1;
}
