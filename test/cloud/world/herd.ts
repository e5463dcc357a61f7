import type { Member } from "./member.ts";

const zones = ["h", "i", "j"] as const;
/** So many machines make a cluster. */
const clusterSize = 10;

/** So many web servers more, `i-bp1herd00001` and on, in the three zones by turns: what a storm of events is about. */
export const herdOf = (count: number): readonly Member[] =>
  Array.from({ length: count }, (_, index) => ({
    instanceId: `i-bp1herd${String(index + 1).padStart(5, "0")}` as const,
    about: "one of a herd",
    zone: zones[index % zones.length] ?? "h",
    tags: { role: "web", cluster: `herd-${Math.floor(index / clusterSize) + 1}` },
  }));
