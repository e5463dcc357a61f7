import { HttpRefusal } from "../../core/http-refusal.ts";

/** A refusal by the API of Function Compute: its status, and its code (fc 2023-03-30, error codes). */
export class FcError extends HttpRefusal {
  override readonly name = "FcError";
}

export const invalidArgument = (message: string) => new FcError(400, "InvalidArgument", message);

export const noFunction = (name: string) => new FcError(404, "FunctionNotFound", `function '${name}' does not exist`);
