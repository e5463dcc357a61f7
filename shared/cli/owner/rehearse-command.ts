import type { Command } from "./command.ts";
import { textOf } from "./command.ts";
import { oneStack } from "./options.ts";
import { rehearse as rehearsed } from "./rehearsal/rehearse.ts";
import { isWhole } from "./rehearsal/stages.ts";
import { createShow } from "./show.ts";
import { failed } from "./stopped.ts";
import { targetOf } from "./targets.ts";
import { stageLines } from "./views/stages.ts";

export const rehearse: Command = {
  name: "rehearse",
  about:
    "a simulated event on one instance, through the deployed rule: what was seen of it, and what no drill can show",
  takes: [
    {
      flags: "<instance>",
      about: "an instance of yours: nothing is done to it, and the event is cancelled at the end",
    },
    ...oneStack,
    { flags: "--json", about: "print what was seen as one JSON value" },
  ],
  examples: ["rehearse i-bp1plain0001", "rehearse i-bp1plain0001 --json", "rehearse i-bp1plain0001 --local"],
  run: async (values, terminal) => {
    const target = await targetOf(values, terminal);
    const stages = await rehearsed(target, textOf(values, "instance") ?? "", terminal);
    const show = createShow({ timeZone: undefined, nowMs: target.nowMs(), hasColours: terminal.hasColours });
    terminal.out(values["json"] === true ? JSON.stringify({ Stages: stages }) : stageLines(stages, show));
    if (!isWhole(stages)) throw failed();
  },
};
