/** A row of an error table. */
export type ErrorRow = { readonly status: number; readonly code: string; readonly message: string };

/** Invented: what an action gets that the local cloud does not know. */
export const unknownAction = { status: 404, code: "InvalidAction.NotFound" } as const;

/** Invented: what a parameter gets that it does not know. The cloud ignores it; here a wrong name must not pass a test. */
export const unknownParameter = { status: 400, code: "InvalidParameter" } as const;

/** A refusal by an API in RPC style, thrown by an action. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly row: ErrorRow;

  constructor(row: ErrorRow) {
    super(`${row.status} ${row.code}: ${row.message}`);
    this.row = row;
  }
}

/** A condition under which an action is refused, and how. */
export type Check<Subject> = { readonly refuses: (subject: Subject) => boolean; readonly error: ErrorRow };

/** The rows that checks answer with. */
export const rowsOf = <Subject>(checks: readonly Check<Subject>[]): readonly ErrorRow[] =>
  checks.map(({ error }) => error);

/** Throws the error of the first check that refuses; `inOrder` false: of the last (no document gives their order). */
export function runChecks<Subject>(checks: readonly Check<Subject>[], subject: Subject, inOrder: boolean) {
  const refusal = (inOrder ? checks : checks.toReversed()).find(({ refuses }) => refuses(subject));
  if (refusal !== undefined) throw new RpcError(refusal.error);
}
