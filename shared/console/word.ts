import * as z from "zod";
import { operationIdSchema } from "../command.ts";
import { OpError } from "../errors.ts";
import { advance } from "../ledger/advance.ts";
import { idOfAsk } from "../ledger/ask.ts";
import type { WaitingChange } from "../ledger/change.ts";
import { emptyRow, type InstanceRow, type Waiting } from "../ledger/row.ts";
import type { Standing } from "../ledger/standing.ts";
import { instanceId } from "../operations/parameters.ts";
import { rowWith } from "./operation.ts";
import { notOnRecord, type VerbNeeds } from "./verb.ts";
import { type People, peopleOf, yesesIn } from "./yeses.ts";

/** How a person names what a word is about. */
export const aboutOne = {
  OperationId: operationIdSchema,
  InstanceId: instanceId.optional().describe("Its instance; without it only open operations are found"),
};

export const askId = z
  .string("must be the id of a question, such as 1-9f3a77c2b1d0")
  .regex(/^\d{1,6}-[0-9a-f]{12}$/, "must be the id of a question, such as 1-9f3a77c2b1d0");

/** How it stands after the word. */
export const wordAnswer = z.strictObject({
  InstanceId: z.string(),
  OperationId: z.string(),
  State: z.string(),
  /** Who has said yes, and how many must. */
  ApprovedBy: z.array(z.string()).optional(),
  Needs: z.int().optional(),
  PostponedUntil: z.iso.datetime().optional(),
});

/** One write. Said once more it finds what it did. */
export const sayAgain = {
  unreachable: "Whether the word was taken is on the record: say it again.",
  internal: "Whether the word was taken is on the record: say it again.",
};

/** A busy store is asked again for this long while a person waits, milliseconds. */
const patienceMs = 5_000;

/** The row that a word is about. Throws `OpError` if there is none. */
export async function rowFor(
  { store }: VerbNeeds,
  { OperationId, InstanceId }: { readonly OperationId: string; readonly InstanceId?: string | undefined },
): Promise<{ readonly instanceId: string; readonly row: InstanceRow }> {
  const found = await rowWith(store, OperationId, InstanceId);
  if (found !== undefined) return found;
  const where = InstanceId === undefined ? "in no row that is open; if it has ended, name its InstanceId" : "unknown";
  throw notOnRecord("InvalidOperationId.NotFound", `${OperationId} is ${where}.`);
}

type Word = Exclude<WaitingChange, { kind: "expire" | "look" }>;
type WithoutOwner = Word extends infer W ? (W extends Word ? Omit<W, "owner"> : never) : never;

/** One word, written. Returns the row as it is known then, and how the operation stands if the word changed nothing. */
export async function say(
  needs: VerbNeeds,
  { instanceId: of, row }: { readonly instanceId: string; readonly row: InstanceRow },
  word: WithoutOwner,
): Promise<{ readonly row: InstanceRow; readonly standing: Standing | undefined }> {
  const change = { ...word, owner: needs.newId() } as Word; // the union's members differ in `kind` alone
  const said = await advance(needs, of, row, change, needs.nowMs() + patienceMs);
  return { row: said.row ?? emptyRow, standing: said.standing };
}

/** How an operation stands, for whoever has just had a word about it. */
export function stoodAfter(
  instanceIdOf: string,
  operationId: string,
  row: InstanceRow,
  people: People = {},
): z.output<typeof wordAnswer> {
  const entry = row.waiting[operationId];
  const current = row.current?.operationId === operationId ? row.current : undefined;
  const stored = entry ?? current;
  const { ask, postponed } = stored ?? {};
  const approvedBy = stored === undefined ? [] : peopleOf(yesesIn(row, operationId), people);
  return {
    ...{ InstanceId: instanceIdOf, OperationId: operationId },
    State:
      current?.progress.state ?? (entry === undefined ? (row.outcomes[operationId]?.state ?? "Unknown") : "Waiting"),
    ...(approvedBy.length > 0 && { ApprovedBy: approvedBy }),
    ...(ask !== undefined && { Needs: ask.needs }),
    ...(postponed !== undefined && { PostponedUntil: new Date(postponed.untilMs).toISOString() }),
  };
}

/** The question is closed. It says who decided it, or that nobody answered, or what is asked instead. */
export const askClosed = (operationId: string, why: string) =>
  new OpError("conflict", "AskClosed", `${operationId}: ${why} Nothing was changed.`);

/** Why a question is closed, in words. `yeses`: the people who have said yes. */
export function closedBy(standing: Standing, yeses: readonly string[]): string {
  const decided = yeses.length === 0 ? "" : ` ${yeses.join(", ")} said yes;`;
  switch (standing.kind) {
    case "asksOther":
      return askedInstead(standing.entry, decided);
    case "ended":
    case "replay":
      return endedWords(standing, decided);
    case "inFlight":
      return `it is decided:${decided} it is in flight.`;
    default:
      return "the question is closed.";
  }
}

const askedInstead = ({ ask, wait }: Waiting, decided: string) =>
  ask !== undefined && wait.for === "approval"
    ? `that question is closed, since the plan has changed. What is asked now is ${idOfAsk(ask)}; look at it first.`
    : `nobody is asked about it at present;${decided} it waits for ${wait.for} (${wait.code}).`;

function endedWords(standing: Extract<Standing, { kind: "ended" | "replay" }>, decided: string): string {
  if (standing.state === "Expired") return "nobody answered in time, and it has ended.";
  const who = standing.kind === "ended" && standing.who !== undefined ? `, by ${standing.who}` : "";
  return who === "" && decided !== ""
    ? `it is decided:${decided} it has ended ${standing.state}.`
    : `it has ended ${standing.state}${who}.`;
}

/** It is past stopping, or over. */
export const pastWord = (operationId: string, standing: Standing) =>
  standing.kind === "notFound"
    ? notOnRecord("InvalidOperationId.NotFound", `${operationId} neither waits nor is remembered on this instance.`)
    : new OpError("conflict", "IncorrectOperationState", `${operationId}: ${pastWords(standing)} Nothing was changed.`);

const pastWords = (standing: Standing) =>
  standing.kind === "inFlight" ? "it is too late, it is in flight." : closedBy(standing, []);
