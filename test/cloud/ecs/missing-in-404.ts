import type { ErrorRow } from "../rpc/rpc-error.ts";
import { missingParameter } from "./define-action.ts";

/** The answer of the actions on system events to a missing parameter: their documents list it with 404. */
export const missingIn404 = (name: string): ErrorRow => ({ ...missingParameter(name), status: 404 });
