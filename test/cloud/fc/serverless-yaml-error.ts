/** Something in s.yaml that the local cloud (or Function Compute) would not take. */
export class ServerlessYamlError extends Error {
  readonly file: string;
  /** Key under `resources`, or the top-level block. */
  readonly resource: string;
  readonly field: string;
  constructor(at: { readonly file: string; readonly resource: string; readonly field: string }, problem: string) {
    super(`${at.file}: ${at.resource}: ${at.field}: ${problem}`);
    this.name = "ServerlessYamlError";
    this.file = at.file;
    this.resource = at.resource;
    this.field = at.field;
  }
}
