import { type Advice, adviceKinds, type Kind } from "./advice-kinds.ts";

/**
 * The errors that any call may get, whether an operation's document lists them or not. Sources: the gateway's own
 * codes; for the conflict with an earlier request, the table of RebootInstances (June 2024).
 */
export const anyCallErrors = {
  "403 Forbidden.RAM": "permission",
  "400 MissingParameter": "parameter",
  "400 InvalidParameter": "parameter",
  "409 InvalidOperation.Conflict": "status",
} as const satisfies Readonly<Record<string, Advice>>;

/** The advice for an error that the operation's document does not list. It may pass, so it ends nothing. */
const undocumented: Kind = {
  lasting: false,
  endsEvent: false,
  next: "The operation's document does not list this code; look it up.",
};

/** The advice for an error of the cloud. A row with `%s` is compared by the part before it. */
export function adviceFor(errors: Readonly<Record<string, Advice>>, status: number, code: string): Kind {
  const rows: Readonly<Record<string, Advice>> = { ...anyCallErrors, ...errors };
  const row = Object.keys(rows).find((candidate) => matches(candidate, `${status} ${code}`));
  const kind = row === undefined ? undefined : rows[row];
  return kind === undefined ? undocumented : adviceKinds[kind];
}

/** The status that the document gives to a code; 403 for one that it does not list. */
export function statusFor(errors: Readonly<Record<string, Advice>>, code: string): number {
  const row = Object.keys(errors).find((candidate) => matches(candidate.slice(4), code));
  return row === undefined ? 403 : Number(row.slice(0, 3));
}

/** The rows of a table that another table lacks, or has with other advice. */
export const rowsBeside = (rows: Readonly<Record<string, Advice>>, others: Readonly<Record<string, Advice>>) =>
  Object.fromEntries(Object.entries(rows).filter(([row, advice]) => others[row] !== advice));

function matches(row: string, text: string): boolean {
  const [prefix = "", rest] = row.split("%s");
  return rest === undefined ? row === text : text.startsWith(prefix);
}
