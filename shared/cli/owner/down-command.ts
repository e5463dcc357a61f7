import { down as carryOut, type DownWishes, type Downward, plannedDown } from "../../install/down.ts";
import { downWords } from "../../install/down-plan.ts";
import { haltedAfter } from "../../install/halted.ts";
import type { Ports } from "../../install/ports.ts";
import { agreed } from "./agreed.ts";
import type { Command } from "./command.ts";
import { connecting } from "./install-options.ts";
import { stoppedByCloud } from "./install-stopped.ts";
import { installTarget } from "./install-target.ts";
import { interruptible } from "./interruptible.ts";
import { failed } from "./stopped.ts";
import { tellerOf } from "./teller.ts";
import { viewDown, viewDownward } from "./views/down.ts";

export const down: Command = {
  name: "down",
  about: "take a stack down; its record is kept, and a later up goes on with it",
  takes: [
    { flags: "--yes", about: "do not ask" },
    { flags: "--wait", about: "wait until what is in flight has ended, however long that takes" },
    { flags: "--cancel-waiting", about: "end what waits as Cancelled; else it waits for the next up" },
    ...connecting,
    { flags: "--json", about: "print what was done as one JSON value" },
  ],
  examples: ["down --region cn-hangzhou", "down --wait --cancel-waiting --yes", "down --local"],
  run: async (values, terminal) => {
    const { asked, ports } = await installTarget(values, terminal).catch(stoppedByCloud);
    const wishes: DownWishes = {
      cancelsWaiting: values["cancel-waiting"] === true,
      waits: values["wait"] === true,
    };
    const done = terminal.waitFor(`Looking at what is there of ${asked.stack} in ${asked.region}`);
    const plan = await plannedDown(asked, wishes, ports).catch(stoppedByCloud).finally(done);
    if (plan.refusals.length > 0) throw failed(`${plan.refusals.join("\n")}\nNothing was done.`);
    const isJson = values["json"] === true;
    (isJson ? terminal.err : terminal.out)(viewDownward(asked, plan, wishes));
    if (plan.steps.length === 0) return;
    await agreed("Take it down?", values, terminal);
    const run = (theirs: Ports) => carryOut(asked, plan, wishes, theirs, tellerOf(terminal));
    await interruptible(terminal, ports, run).catch(stoppedByCloud);
    const unread = haltedAfter("whether its record is left could not be read");
    const hasLedger = await ports.hasLedger(plan.ledger).catch(unread).catch(stoppedByCloud);
    terminal.out(
      isJson ? JSON.stringify(jsonOf(plan, hasLedger)) : viewDown(asked, hasLedger ? plan.ledger : undefined),
    );
  },
};

const jsonOf = ({ steps, open }: Downward, hasLedger: boolean) => ({
  Done: steps.map(downWords),
  Waiting: open.filter(({ isCurrent }) => !isCurrent).map(({ operationId }) => operationId),
  LedgerIsLeft: hasLedger,
});
