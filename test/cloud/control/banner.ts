import { type Realm, showRealms } from "./realm.ts";

type Shown = {
  readonly url: string;
  readonly wireUrl: string;
  readonly functions: readonly string[];
  readonly realms: readonly Pick<Realm, "snapshot">[];
};

/** What is where, as plain text. */
export function banner({ url, wireUrl, functions, realms }: Shown): string {
  const lines = [
    "The local cloud of redeploy-once. Loopback only; nothing here reaches Alibaba Cloud.",
    "",
    ...functions.map((name) => `  ${url}/fn/${name}/`),
    `  ${url}/eventbridge/events   POST one CloudEvent or a batch`,
    `  ${wireUrl}   the wire for the official SDKs (ECS, ENS, Function Compute, Tablestore)`,
    `  ${wireUrl}/_cloud/world   the hand of a tester: world, calls, events, faults, clock, reset`,
    "",
    ...Object.entries(showRealms(realms).instances).map(([id, { status, zone }]) => `  ${id}  ${status}  ${zone}`),
  ];
  return `${lines.join("\n")}\n`;
}
