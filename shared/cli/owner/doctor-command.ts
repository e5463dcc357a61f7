import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Examination, Finding } from "../../doctor/finding.ts";
import { outsideFindings } from "../../doctor/outside.ts";
import { readOutside } from "../../install/read-outside.ts";
import type { RolesAsked } from "../../install/read-roles.ts";
import type { Command, Values } from "./command.ts";
import { examine, isWrong } from "./examine.ts";
import { oneStack } from "./options.ts";
import { planeOf, portsOf } from "./ports-of.ts";
import { createShow } from "./show.ts";
import { failed } from "./stopped.ts";
import type { Target } from "./target.ts";
import { targetOf } from "./targets.ts";
import type { Terminal } from "./terminal.ts";
import { findingLines } from "./views/findings.ts";

export const doctor: Command = {
  name: "doctor",
  about:
    "is the stack well? Each function, its rights, tables, clock, policy and channels; exit code 1 if something is wrong",
  takes: [
    {
      flags: "--create",
      about: "make the tables that are missing, and the row that steers the stack; nothing is altered",
    },
    { flags: "--notices", about: "send each channel a test notice" },
    ...oneStack,
    { flags: "--json", about: "print what was found as one JSON value" },
  ],
  examples: ["doctor", "doctor --create", "doctor --notices --json", "doctor --local"],
  run: async (values, terminal) => {
    const target = await targetOf(values, terminal);
    const answer = await examine(target, askedBy(values), terminal);
    const outside = await lookFromOutside(target, answer, terminal);
    const [Created, Findings] = [answer.Created, [...answer.Findings, ...outside]];
    if (values["json"] === true) terminal.out(JSON.stringify({ Created, Findings }));
    else {
      if (Created.length > 0) terminal.out(`Created: ${Created.join(", ")}`);
      const show = createShow({ timeZone: undefined, nowMs: target.nowMs(), hasColours: terminal.hasColours });
      terminal.out(findingLines(Findings, show));
    }
    if (isWrong(Findings)) throw failed();
  },
};

async function lookFromOutside(target: Target, answer: Examination, terminal: Terminal): Promise<readonly Finding[]> {
  const doctor = { answer, atMs: target.nowMs() };
  const ports = portsOf(target, await planeOf(target), terminal);
  const done = terminal.waitFor(`Looking at ${target.stack} from outside, and for a line in its log`);
  try {
    return outsideFindings(await readOutside(ports, { ...askedOf(target, terminal), doctor }));
  } finally {
    done();
  }
}

function askedOf({ stack, regionId: region }: Target, { root }: Terminal): RolesAsked {
  const file = path.join(root, "s.yaml");
  return { stack, region, yaml: existsSync(file) ? readFileSync(file, "utf8") : undefined };
}

const askedBy = (values: Values) => ({ Create: values["create"] === true, Notices: values["notices"] === true });
