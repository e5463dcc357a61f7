import { outsideFindings } from "../../doctor/outside.ts";
import { haltedAfter } from "../../install/halted.ts";
import { readOutside } from "../../install/read-outside.ts";
import { up as carryOut, type Planned, plannedOnceSettled } from "../../install/up.ts";
import { agreed } from "./agreed.ts";
import type { Command, Values } from "./command.ts";
import { isWrong } from "./examine.ts";
import { installing } from "./install-options.ts";
import { stoppedByCloud } from "./install-stopped.ts";
import { type InstallTarget, installTarget } from "./install-target.ts";
import { plannedJson, viewPlanned } from "./installation-view.ts";
import { interruptible } from "./interruptible.ts";
import { createShow } from "./show.ts";
import { failed } from "./stopped.ts";
import { tellerOf } from "./teller.ts";
import type { Terminal } from "./terminal.ts";
import { type Done, viewUp } from "./views/up.ts";

export const up: Command = {
  name: "up",
  about: "install a stack, or bring it to this release and these settings: shows what it would do, and asks",
  takes: [{ flags: "--yes", about: "do not ask" }, ...installing],
  examples: ["up --region cn-hangzhou", "up --observe --yes", "up --ens", "up --local --yes"],
  run: async (values, terminal) => {
    const where = await installTarget(values, terminal).catch(stoppedByCloud);
    const plan = await look(where, terminal).catch(stoppedByCloud);
    await agree(plan, values, terminal);
    const done = await finished(plan, where, terminal).catch(stoppedByCloud);
    terminal.out(values["json"] === true ? jsonOf(plan, done) : viewUp(plan, done, showOn(terminal)));
    if (isWrong(done.findings)) throw failed();
  },
};

/** Does all of it, and has the stack look at itself. */
async function finished(plan: Planned, { asked, ports, target }: InstallTarget, terminal: Terminal): Promise<Done> {
  const found = await interruptible(terminal, ports, (theirs) => carryOut(plan, theirs, tellerOf(terminal)));
  const noAnswer = haltedAfter("whether it is well is not known");
  const answer = await ports.askDoctor({ Create: false, Notices: false }).catch(noAnswer);
  const doctor = { answer, atMs: target.nowMs() };
  const seen = terminal.waitFor(`Looking at ${asked.stack} from outside, and for a line in its log`);
  const outside = await readOutside(ports, { ...asked, yaml: asked.sources.yaml, doctor }).finally(seen);
  const findings = [...answer.Findings, ...outsideFindings(outside)];
  return { found, findings, status: await ports.askConsole("status", {}).catch(noAnswer) };
}

const jsonOf = (plan: Planned, { found, findings }: Done) =>
  JSON.stringify({
    ...{ ...plannedJson(plan), Done: plan.plan.steps.length },
    ...{ Functions: found.functions.map(({ name }) => name), Findings: findings },
  });

const showOn = ({ nowMs, hasColours }: Terminal) => createShow({ timeZone: undefined, nowMs: nowMs(), hasColours });

async function look({ asked, ports }: InstallTarget, terminal: Terminal): Promise<Planned> {
  const done = terminal.waitFor(`Looking at what is there of ${asked.stack} in ${asked.region}`);
  const busy = () => terminal.waitFor(`ROS is at the stack ${asked.stack}: waiting for its end`);
  return plannedOnceSettled(asked, ports, busy).finally(done);
}

/** Shows what would be done. Throws `Stopped` unless somebody wants it. */
async function agree(plan: Planned, values: Values, terminal: Terminal): Promise<void> {
  const { refusals, steps } = plan.plan;
  if (refusals.length > 0) throw failed(`${refusals.join("\n")}\nNothing was done.`);
  const tell = values["json"] === true ? terminal.err : terminal.out;
  tell(viewPlanned(plan, showOn(terminal)));
  if (steps.length > 0) await agreed("Do it?", values, terminal);
}
