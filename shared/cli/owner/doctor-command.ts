import * as z from "zod";
import { type Finding, findingSchema } from "../../doctor/finding.ts";
import type { Command, Values } from "./command.ts";
import { type Answer, invokeFunction } from "./invoke.ts";
import { oneStack } from "./options.ts";
import { createShow } from "./show.ts";
import { failed } from "./stopped.ts";
import type { Target } from "./target.ts";
import { targetOf } from "./targets.ts";
import type { Terminal } from "./terminal.ts";
import { findingLines } from "./views/findings.ts";

const answerSchema = z.object({ Created: z.array(z.string()), Findings: z.array(findingSchema) });

/** What a doctor has found: what it made, and a line for each thing that it looked at. */
export type Examination = z.output<typeof answerSchema>;

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
    const { Created, Findings } = await examine(target, askedBy(values), terminal);
    if (values["json"] === true) terminal.out(JSON.stringify({ Created, Findings }));
    else {
      if (Created.length > 0) terminal.out(`Created: ${Created.join(", ")}`);
      const show = createShow({ timeZone: undefined, nowMs: target.nowMs(), hasColours: terminal.hasColours });
      terminal.out(findingLines(Findings, show));
    }
    if (isWrong(Findings)) throw failed();
  },
};

const askedBy = (values: Values) => ({ Create: values["create"] === true, Notices: values["notices"] === true });

/** Asks the function doctor of a stack. Throws `Stopped` if it does not answer; what it finds wrong is no error. */
export async function examine(
  target: Target,
  asked: { readonly Create: boolean; readonly Notices: boolean },
  terminal: Pick<Terminal, "waitFor">,
): Promise<Examination> {
  const done = terminal.waitFor(`Asking ${target.stack}-doctor in ${target.regionId}`);
  try {
    return examinationIn(await invokeFunction(target, "doctor", asked));
  } finally {
    done();
  }
}

function examinationIn({ value }: Answer): Examination {
  const { data } = answerSchema.safeParse(value);
  if (data !== undefined) return data;
  throw failed(
    "The doctor answered in a form that this release does not know: function and command are of two releases.",
  );
}

export const isWrong = (findings: readonly Finding[]): boolean => findings.some(({ State }) => State === "wrong");
