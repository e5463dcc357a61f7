import { up as carryOut, type Planned, plannedOnceSettled } from "../../install/up.ts";
import { agreed } from "./agreed.ts";
import type { Command, Values } from "./command.ts";
import { installing } from "./install-options.ts";
import { stoppedByCloud } from "./install-stopped.ts";
import { type InstallTarget, installTarget } from "./install-target.ts";
import { plannedJson, viewPlanned } from "./installation-view.ts";
import { createShow } from "./show.ts";
import { failed } from "./stopped.ts";
import { tellerOf } from "./teller.ts";
import type { Terminal } from "./terminal.ts";
import { viewUp } from "./views/up.ts";

export const up: Command = {
  name: "up",
  about: "install a stack, or bring it to this release and these settings: shows what it would do, and asks",
  takes: [{ flags: "--yes", about: "do not ask" }, ...installing],
  examples: ["up --region cn-hangzhou", "up --observe --yes", "up --ens", "up --local --yes"],
  run: async (values, terminal) => {
    const where = await installTarget(values, terminal).catch(stoppedByCloud);
    const plan = await look(where, terminal).catch(stoppedByCloud);
    await agree(plan, values, terminal);
    const { steps } = plan.plan;
    const found = await carryOut(plan, where.ports, tellerOf(terminal)).catch(stoppedByCloud);
    const status = await where.ports.askConsole("status", {});
    const answer = { ...plannedJson(plan), Done: steps.length, Functions: found.functions.map(({ name }) => name) };
    terminal.out(values["json"] === true ? JSON.stringify(answer) : viewUp(plan, status, found));
  },
};

async function look({ asked, ports }: InstallTarget, terminal: Terminal): Promise<Planned> {
  const done = terminal.waitFor(`Looking at what is there of ${asked.stack} in ${asked.region}`);
  const busy = () => terminal.waitFor(`ROS is at the stack ${asked.stack}: waiting for its end`);
  return plannedOnceSettled(asked, ports, busy).finally(done);
}

/** Shows what would be done. Throws `Stopped` unless somebody wants it. */
async function agree(plan: Planned, values: Values, terminal: Terminal): Promise<void> {
  const { refusals, steps } = plan.plan;
  if (refusals.length > 0) throw failed(`${refusals.join("\n")}\nNothing was done.`);
  const show = createShow({ timeZone: undefined, nowMs: terminal.nowMs(), hasColours: terminal.hasColours });
  const tell = values["json"] === true ? terminal.err : terminal.out;
  tell(viewPlanned(plan, show));
  if (steps.length > 0) await agreed("Do it?", values, terminal);
}
