import * as z from "zod";
import { reasonSchema } from "../command.ts";
import { OpError } from "../errors.ts";
import { type Approval, idOfAsk } from "../ledger/ask.ts";
import type { InstanceRow, Waiting } from "../ledger/row.ts";
import { sealOf } from "../ledger/seal.ts";
import { invalid } from "../parameter.ts";
import { ram } from "../policy/who-is.ts";
import { asksIn, setOf, shownAtOf } from "./ask-list.ts";
import { type VerbNeeds, verbOf } from "./verb.ts";
import {
  aboutOne,
  askClosed,
  askId,
  closedBy,
  pastWord,
  rowFor,
  say,
  sayAgain,
  stoodAfter,
  wordAnswer,
} from "./word.ts";
import { peopleIn, peopleOf, yesesIn } from "./yeses.ts";

/** A person's yes: to one question, or to all of a list that was shown. */
export const approve = verbOf({
  name: "approve",
  role: "approver",
  countsPeople: true,
  summary: "Say yes to a question: it is carried out once as many people as it needs have said so",
  schema: z.strictObject({
    OperationId: aboutOne.OperationId.optional(),
    InstanceId: aboutOne.InstanceId,
    Ask: askId.optional().describe("The question that was shown: a yes counts for nothing else"),
    Set: z
      .string("must be the id of a list of questions")
      .regex(/^[0-9a-z]{1,12}\.[0-9a-f]{12}$/, "must be the id of a list, as asks tells it")
      .optional()
      .describe("In place of one question: all of the list that asks has shown, but what gets a new system disk"),
    Reason: reasonSchema.optional().describe("Why, for the log"),
  }),
  answers: z.strictObject({
    Approved: z.array(wordAnswer),
    /** Of a list: those that somebody else decided a moment before. */
    Closed: z.array(z.strictObject({ OperationId: z.string(), Code: z.string(), Message: z.string() })),
  }),
  refusals: {
    403: "Forbidden.UnnamedPerson: several people are needed, and a direct invoke is one unnamed person",
    404: "InvalidOperationId.NotFound",
    409: "AskClosed: who decided it, or that nobody answered, or what is asked instead; AskSetChanged",
  },
  unsure: sayAgain,
  run: async ({ OperationId, InstanceId, Ask, Set: set }, needs) => {
    if (set !== undefined) return approveAll(needs, set);
    if (OperationId === undefined || Ask === undefined)
      throw invalid("OperationId", "must be set, with the Ask that was shown; or Set in place of both");
    const found = await rowFor(needs, { OperationId, InstanceId });
    return { Approved: [await approveOne(needs, found, OperationId, Ask)], Closed: [] };
  },
});

type Found = { readonly instanceId: string; readonly row: InstanceRow };

/** Says yes to one question. Throws `OpError` if it is closed, or if this person's yes counts for nothing. */
async function approveOne(needs: VerbNeeds, found: Found, operationId: string, ask: string) {
  const { instanceId, row } = found;
  const stored = row.waiting[operationId] ?? (row.current?.operationId === operationId ? row.current : undefined);
  if (needs.signedAs === ram.name && (stored?.ask?.needs ?? 1) > 1) throw unnamed(operationId, stored?.ask?.needs);
  const approval = yes(needs, operationId, stored);
  const steering = await needs.steering();
  const people = peopleIn([...yesesIn(row, operationId), approval.by], needs, steering);
  const { standing, row: next } = await say(needs, found, { kind: "approve", operationId, ask, approval, people });
  if (standing === undefined || standing.kind === "waiting") return stoodAfter(instanceId, operationId, next, people);
  if (standing.kind === "notFound") throw pastWord(operationId, standing);
  const names = yesesIn(next, operationId);
  throw askClosed(operationId, closedBy(standing, peopleOf(names, peopleIn(names, needs, steering))));
}

type Stored = Pick<Waiting, "operation" | "input" | "ask">;

/** The yes of whoever asks, to what the row says is asked, with its seal. */
function yes(
  { signedAs: by, nowMs, fingerprintKeys }: VerbNeeds,
  operationId: string,
  stored: Stored | undefined,
): Approval {
  const [key] = fingerprintKeys;
  if (key === undefined) throw new Error("FINGERPRINT_KEYS has no key");
  const { operation = "", input = {}, ask } = stored ?? {};
  const said = { by, atMs: nowMs(), ...(ask && { shown: ask.shown }) };
  return { ...said, seal: sealOf(key, { operationId, operation, input }, said) };
}

/** Says yes to each question of a list, if the list is what was shown. One that closes meanwhile stops no other. */
async function approveAll(needs: VerbNeeds, id: string) {
  const { asks } = await asksIn(needs.store);
  const set = setOf(asks, shownAtOf(id));
  if (set.id !== id) throw changed();
  const approved: z.output<typeof wordAnswer>[] = [];
  const closed: { OperationId: string; Code: string; Message: string }[] = [];
  for (const { instanceId, row, entry } of set.in) {
    const { operationId, ask } = entry;
    try {
      approved.push(await approveOne(needs, { instanceId, row }, operationId, idOfAsk(ask)));
    } catch (error) {
      if (!(error instanceof OpError)) throw error;
      closed.push({ OperationId: operationId, Code: error.code, Message: error.message });
    }
  }
  return { Approved: approved, Closed: closed };
}

const changed = () =>
  new OpError(
    "conflict",
    "AskSetChanged",
    "Some of that list was decided or has changed since it was shown. Nothing was approved; look at asks, and approve the list as it is now.",
  );

const unnamed = (operationId: string, wanted = 2) =>
  new OpError(
    "forbidden",
    "Forbidden.UnnamedPerson",
    `${operationId} needs the yes of ${wanted} people. A direct invoke is one unnamed person, and never one of several: approve by a signed call. Nothing was changed.`,
  );
