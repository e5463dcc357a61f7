import { eventLines, fleetLines } from "./groups.ts";
import { type Realm, showRealms } from "./realm.ts";

type Shown = {
  readonly url: string;
  readonly wireUrl: string;
  readonly functions: readonly string[];
  readonly realms: readonly Pick<Realm, "snapshot">[];
};

/** What is where, as plain text. */
export function banner({ url, wireUrl, functions, realms }: Shown): string {
  const { instances, events } = showRealms(realms);
  const told = Object.values(events);
  const lines = [
    "The local cloud of redeploy-once. Loopback only; nothing here reaches Alibaba Cloud.",
    "",
    `  ${url}/fn/<function>/       ${functions.join(", ")}`,
    `  ${url}/eventbridge/events   POST one CloudEvent or a batch`,
    `  ${wireUrl}                      the wire for the official SDKs (ECS, ENS, Function Compute, Tablestore), and for DingTalk`,
    `  ${wireUrl}/_cloud/world         the hand of a tester: world, calls, events, policy, faults, chat, clock, reset`,
    "",
    `The fleet, ${Object.keys(instances).length} instances, each group with an example, without an open event if there is one:`,
    ...fleetLines(instances, told),
    "",
    "Open system events by type, with the first one's instance:",
    ...eventLines(told),
  ];
  return `${lines.join("\n")}\n`;
}
