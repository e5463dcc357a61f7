import { readFile, writeFile } from "node:fs/promises";
import { lastWritten } from "../demo/wire.ts";
import { late, onWebServers, raised } from "./events.ts";
import { editLines, ownPolicy } from "./own-policy.ts";
import { pass, type Seat } from "./seat.ts";
import type { Part } from "./verdict.ts";

/** What came of a night. */
export type Night = {
  readonly parts: readonly Part[];
  /** Machines with an event that no policy of the night lets act, and what stands in their rows in the end. */
  readonly observed: Readonly<Record<string, string | undefined>>;
};

/** The owner's first night: look on, write down what may happen, see it happen, go back. */
export async function playNight(seat: Seat): Promise<Night> {
  const { hand } = seat;
  await lookOn(seat);
  await draft(seat);
  const looked = await hand.calls();
  await putInForce(seat);
  const acted = await hand.calls(lastOf(looked));
  await goBack(seat);
  const after = await hand.calls(lastOf(acted));
  const untouched = [...raised, late].map(({ instanceId }) => instanceId).filter((id) => !isOnWebServer(id));
  const all = [...looked, ...acted, ...after];
  return {
    parts: [
      { when: "before the policy was applied", calls: looked, wanted: [] },
      { when: "under the applied policy", calls: acted, wanted: onWebServers },
      { when: "after the rollback", calls: after, wanted: [] },
    ],
    observed: Object.fromEntries(untouched.map((id) => [id, lastWritten(all, id)])),
  };
}

async function lookOn(seat: Seat): Promise<void> {
  const { owner, title } = seat;
  title("Nothing is installed. One command installs all of it, and asks whether it is well");
  await owner.type("up");
  title("The stack runs. Nobody has applied a policy yet");
  await owner.type("status");
  title("Five kinds of event come up, and two minutes pass");
  for (const event of raised) await raise(seat, event);
  await pass(seat, 2);
  for (const name of ["status", "pending", "report", "instance"] as const) await owner.type(name);
}

async function draft(seat: Seat): Promise<void> {
  const { owner, title, say } = seat;
  title("The owner's own policy begins as the starter, which observes");
  await owner.type("init");
  await owner.type("install");
  title("The owner lets one group of machines act, and asks what that would do");
  await writeFile(owner.policyFile, ownPolicy(await readFile(owner.policyFile, "utf8")));
  say(`edited: ${owner.policyFile}`);
  for (const line of editLines) say(`  ${line}`);
  for (const name of ["fleet", "past"] as const) await owner.type(name);
  title("It is not applied without the number of events that it starts");
  await owner.type("apply", { exitCode: 2 });
  await pass(seat, 1);
}

async function putInForce(seat: Seat): Promise<void> {
  const { owner, title } = seat;
  title("With the number it is");
  await owner.type("apply", { more: ["--start", String(onWebServers.length)] });
  await pass(seat, 3);
  for (const name of ["status", "instance", "report", "history"] as const) await owner.type(name);
}

async function goBack(seat: Seat): Promise<void> {
  const { owner, title } = seat;
  title("Back to the first version: one more event comes up, and is observed");
  await owner.type("rollback");
  await raise(seat, late);
  await pass(seat, 2);
  for (const name of ["status", "history"] as const) await owner.type(name);
}

async function raise({ hand, say }: Seat, { about, instanceId, ...event }: (typeof raised)[number]): Promise<void> {
  say(`POST /_cloud/events: ${about}, ${instanceId}, ${event.eventType} ${event.eventStatus}`);
  await hand.raise(instanceId, { ...event, deliver: true });
  await hand.idle();
}

const lastOf = (calls: readonly { readonly seq: number }[]) => calls.at(-1)?.seq ?? 0;
const isOnWebServer = (id: string) => onWebServers.some((each) => each === id);
