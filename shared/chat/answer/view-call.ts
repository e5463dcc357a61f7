import * as z from "zod";
import type { Say } from "./say.ts";
import { told, viewOf } from "./view.ts";

/** The answer of an operation's function. */
const form = z.object({
  OperationId: z.string().optional(),
  State: z.string(),
  For: z.string().optional(),
  Until: z.iso.datetime().optional(),
  Cause: z.string().optional(),
  Behind: z.string().optional(),
  Step: z.string().optional(),
  TaskId: z.string().optional(),
  DiskId: z.string().optional(),
  Why: z.string().optional(),
  AnsweredBy: z.object({ Operation: z.string(), OperationId: z.string() }).optional(),
});

const texts = {
  en: {
    cause: "Why: ",
    until: (when: string) => `Until ${when}.`,
    behind: (id: string) => `Behind ${id}, which is at work on this machine.`,
    step: (step: string) => `This step was taken: ${step}. The others follow by themselves.`,
    answered: (deed: string, id: string) => `Answered by another operation: ${deed} ${id}.`,
    doubt: "Nothing is sent again. Do not repeat it by hand: it is decided by the cloud's records.",
    look: (id: string) => `How it goes on: operation ${id}`,
  },
  zh: {
    cause: "原因：",
    until: (when: string) => `至 ${when}。`,
    behind: (id: string) => `排在 ${id} 之后，该操作正在此机器上进行。`,
    step: (step: string) => `已执行这一步：${step}。其余步骤会自动继续。`,
    answered: (deed: string, id: string) => `已由另一个操作处理：${deed} ${id}。`,
    doubt: "不会再次发送。请勿手动重复：会根据云平台的记录判定。",
    look: (id: string) => `查看进展：操作 ${id}`,
  },
};

/** What came of asking for an operation. */
export const viewCall = viewOf(form, texts, (body, t, say) => {
  const { OperationId, TaskId, DiskId } = body;
  const proof = [TaskId, DiskId].filter((id) => id !== undefined).map((id) => say.text(id));
  return {
    head: [`**${[say.state(body), ...proof].join(" ")}**`, ...detailsOf(body, t, say)],
    tail: OperationId === undefined ? [] : [t.look(say.text(OperationId))],
  };
});

function detailsOf(body: z.output<typeof form>, t: (typeof texts)["en" | "zh"], say: Say): readonly string[] {
  const { State, Until, Cause, Why, Behind, Step, AnsweredBy } = body;
  const why = Cause ?? Why;
  return told(
    State === "InDoubt" ? t.doubt : undefined,
    why === undefined ? undefined : `${t.cause}${say.text(why)}`,
    Until && t.until(say.when(Until)),
    Behind && t.behind(say.text(Behind)),
    Step && t.step(say.text(Step)),
    AnsweredBy && t.answered(say.deed(AnsweredBy.Operation), say.text(AnsweredBy.OperationId)),
  );
}
