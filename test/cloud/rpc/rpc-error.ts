/** A row of an error table. */
export type ErrorRow = { readonly status: number; readonly code: string; readonly message: string };

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

/** Throws the error of the first check that refuses; `inOrder` false: of the last (no document gives their order). */
export function runChecks<Subject>(checks: readonly Check<Subject>[], subject: Subject, inOrder: boolean) {
  const refusal = (inOrder ? checks : checks.toReversed()).find(({ refuses }) => refuses(subject));
  if (refusal !== undefined) throw new RpcError(refusal.error);
}
