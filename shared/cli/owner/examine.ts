import { type DoctorAsked, type Examination, examinationSchema, type Finding } from "../../doctor/finding.ts";
import { type Answer, invokeFunction } from "./invoke.ts";
import { failed } from "./stopped.ts";
import type { Target } from "./target.ts";
import type { Terminal } from "./terminal.ts";

/** Asks the function doctor of a stack. Throws `Stopped` if it does not answer; what it finds wrong is no error. */
export async function examine(
  target: Target,
  asked: DoctorAsked,
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
  const { data } = examinationSchema.safeParse(value);
  if (data !== undefined) return data;
  throw failed(
    "The doctor answered in a form that this release does not know: function and command are of two releases.",
  );
}

/** Whether one of them is wrong. What nobody can see from here is not. */
export const isWrong = (findings: readonly Finding[]): boolean => findings.some(({ State }) => State === "wrong");
