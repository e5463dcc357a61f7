import { planned } from "../../install/up.ts";
import type { Command } from "./command.ts";
import { installing } from "./install-options.ts";
import { stoppedByCloud } from "./install-stopped.ts";
import { installTarget } from "./install-target.ts";
import { plannedJson, viewPlanned } from "./installation-view.ts";
import { createShow } from "./show.ts";
import { Stopped } from "./stopped.ts";

export const preview: Command = {
  name: "preview",
  about: "what up would do: it changes nothing; exit code 3 if there is something to be done",
  takes: installing,
  examples: ["preview --region cn-hangzhou", "preview --ens --json", "preview --local"],
  run: async (values, terminal) => {
    const { asked, ports } = await installTarget(values, terminal).catch(stoppedByCloud);
    const done = terminal.waitFor(`Looking at what is there of ${asked.stack} in ${asked.region}`);
    const plan = await planned(asked, ports).catch(stoppedByCloud).finally(done);
    const show = createShow({ timeZone: undefined, nowMs: terminal.nowMs(), hasColours: terminal.hasColours });
    terminal.out(values["json"] === true ? JSON.stringify(plannedJson(plan)) : viewPlanned(plan, show));
    if (plan.plan.refusals.length > 0) throw new Stopped(1, "");
    if (plan.plan.steps.length > 0) throw new Stopped(3, "");
  },
};
