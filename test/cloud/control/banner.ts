import type { World } from "../world/world.ts";

type Shown = {
  readonly url: string;
  readonly wireUrl: string;
  readonly functions: readonly string[];
  readonly world: Pick<World, "instances">;
};

/** What is where, as plain text. */
export function banner({ url, wireUrl, functions, world }: Shown): string {
  const lines = [
    "The local cloud of redeploy-once. Loopback only; nothing here reaches Alibaba Cloud.",
    "",
    ...functions.map((name) => `  ${url}/fn/${name}/`),
    `  ${url}/eventbridge/events   POST one CloudEvent or a batch`,
    `  ${wireUrl}   the wire for the official SDKs (ECS, Function Compute, Tablestore)`,
    `  ${wireUrl}/_cloud/world   the hand of a tester: world, calls, events, faults, clock, reset`,
    "",
    ...[...world.instances.values()].map(({ instanceId, status, zoneId }) => `  ${instanceId}  ${status}  ${zoneId}`),
  ];
  return `${lines.join("\n")}\n`;
}
