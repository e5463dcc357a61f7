import type { ErrorRow } from "../rpc/rpc-error.ts";
import { missingParameter } from "./define-action.ts";

/** What the actions on system events answer to a parameter that is missing, or of no use: their documents list both. */
export const eventManners = {
  missing: (name: string): ErrorRow => ({ ...missingParameter(name), status: 404 }),
  malformed: (path: readonly PropertyKey[]): ErrorRow => ({ ...invalidParameter(path), status: 403 }),
};

/** The row of most documents on system events; its text is %s there, this one is invented. */
export const invalidParameter = (path: readonly PropertyKey[]): ErrorRow => ({
  status: 400,
  code: "InvalidParameter",
  message: `The specified parameter "${path.join(".")}" is not valid.`,
});
