/** A refusal by the API of Function Compute: its status, and its code (fc 2023-03-30, error codes). */
export class FcError extends Error {
  override readonly name = "FcError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const invalidArgument = (message: string) => new FcError(400, "InvalidArgument", message);

export const noFunction = (name: string) => new FcError(404, "FunctionNotFound", `function '${name}' does not exist`);
