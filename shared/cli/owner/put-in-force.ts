import * as z from "zod";
import { askConsole } from "./ask-console.ts";
import type { Taken, Values } from "./command.ts";
import { oneStack, shown, wholeFrom } from "./options.ts";
import { failed, misused } from "./stopped.ts";
import type { Target } from "./target.ts";
import { targetOf } from "./targets.ts";
import type { Terminal } from "./terminal.ts";
import { shownAnswer, type View } from "./view.ts";
import { type Applied, appliedSchema, viewApplied, viewPreview } from "./views/applied.ts";

/** The options of what puts a policy in force. */
export const puttingInForce: readonly Taken[] = [
  { flags: "--why <text>", about: "why, for the record", isNeeded: true },
  {
    flags: "--start <n>",
    about: "agree that so many pending events start; with another number nothing is applied",
    read: wholeFrom(0),
  },
  { flags: "--yes", about: "do not ask, unless it would start any" },
  { flags: "--preview", about: "only say what it would do" },
  ...oneStack,
  ...shown,
];

/** What is to be put in force, in the console's words. */
type Wanted = {
  readonly verb: "policy apply" | "policy rollback";
  readonly args: object;
  readonly hash: string | undefined;
};

const inForce = z.object({
  Policy: z.object({ Serial: z.int(), Hash: z.string() }).optional(),
  Unreadable: z.string().optional(),
});

/**
 * Puts a policy in force in three steps: what holds is read, what would change is shown, and if it may, it is applied in
 * its place. It is applied only if what was read still holds (RULES P). Throws `Stopped` if nothing was applied.
 */
export async function putInForce({ verb, args, hash }: Wanted, values: Values, terminal: Terminal): Promise<void> {
  const target = await targetOf(values, terminal);
  const shownBy = (view: View, answer: Parameters<typeof shownAnswer>[1]) =>
    shownAnswer(view, answer, { values, target, terminal });
  const { serial, hash: holding } = await readInForce(target, terminal);
  if (hash !== undefined && hash === holding)
    return terminal.out(`This policy is in force already, as policy ${serial}. Nothing was applied.`);
  const call = { ...args, Why: values["why"], Serial: serial };
  const answer = await askConsole(target, verb, { ...call, Preview: true }, terminal);
  const isJson = values["json"] === true;
  if (values["preview"] === true) return terminal.out(isJson ? answer.text.trim() : shownBy(viewPreview, answer));
  const preview = read(answer.value);
  (isJson ? terminal.err : terminal.out)(shownBy(viewPreview, answer));
  await refuseUnlessAgreed(preview, values, terminal);
  const isSaid = values["start"] !== undefined || preview.Starts > 0 || terminal.ask !== undefined;
  const agreed = isSaid ? { Start: preview.Starts } : {};
  const applied = await askConsole(target, verb, { ...call, ...agreed }, terminal, "See: redeploy-once policy show");
  terminal.out(isJson ? applied.text.trim() : shownBy(viewApplied, applied));
}

async function readInForce(target: Target, terminal: Terminal) {
  const { value } = await askConsole(target, "policy show", {}, terminal);
  const { success, data } = inForce.safeParse(value);
  if (!success) throw failed("The console answered in a form that this release does not know. Nothing was applied.");
  // What nobody can read is applied anew, though it is the same: that writes its text again.
  return { serial: data.Policy?.Serial ?? 0, hash: data.Unreadable === undefined ? data.Policy?.Hash : undefined };
}

function read(value: unknown): Applied {
  const { success, data } = appliedSchema.safeParse(value);
  if (!success) throw failed("The console answered in a form that this release does not know. Nothing was applied.");
  return data;
}

/** What starts events needs its number, from a person on a terminal or from --start. */
async function refuseUnlessAgreed({ Starts }: Applied, values: Values, { ask }: Terminal): Promise<void> {
  const { start, yes = false } = values;
  if (start !== undefined && start !== Starts)
    throw failed(`It would start ${Starts}, and --start says ${start}. Nothing was applied.`);
  if (start !== undefined || (Starts === 0 && (yes === true || ask === undefined))) return;
  if (ask === undefined)
    throw misused(`Without a terminal, agree to what it starts: --start ${Starts}. Nothing was applied.`);
  const question = Starts === 0 ? "Apply it?" : `Apply it, and start ${Starts}?`;
  if (!(await ask(question))) throw failed("Nothing was applied.");
}
