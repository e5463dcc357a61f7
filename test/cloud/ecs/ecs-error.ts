/** A row of an error table. */
export type ErrorRow = { readonly status: number; readonly code: string; readonly message: string };

/** A refusal by ECS, thrown by an action. */
export class EcsError extends Error {
  override readonly name = "EcsError";
  readonly row: ErrorRow;

  constructor(row: ErrorRow) {
    super(`${row.status} ${row.code}: ${row.message}`);
    this.row = row;
  }
}

/** A condition under which an action is refused, and how. */
export type Check<Subject> = { readonly refuses: (subject: Subject) => boolean; readonly error: ErrorRow };

/** Throws the error of the first check that refuses. */
export function runChecks<Subject>(checks: readonly Check<Subject>[], subject: Subject) {
  const refusal = checks.find(({ refuses }) => refuses(subject));
  if (refusal !== undefined) throw new EcsError(refusal.error);
}
