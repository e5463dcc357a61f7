import type { ErrorRow } from "../rpc/rpc-error.ts";

/** Error table of EventRedeployInstance (ens 2017-11-10, Apr 2026); the other actions are given the same. */
export const ensErrors = {
  noPermission: { status: 400, code: "NoPermission", message: "Permission denied." },
  /** What ECS answers instead. */
  forbidden: {
    status: 403,
    code: "Forbidden.RAM",
    message: "User not authorized to operate on the specified resource, or this API does not support RAM.",
  },
  throttling: { status: 400, code: "Throttling.Api", message: "Request was denied due to flow control." },
  invalid: (name: string): ErrorRow => ({
    status: 400,
    code: `InvalidParameter.${name}`,
    message: `The specified field ${name} invalid. Please check it again.`,
  }),
  /** From the table of RebootInstance (ens 2017-11-10, Jan 2026); that of EventRedeployInstance has no such row. */
  missing: {
    status: 400,
    code: "MissingParameter",
    message: "The input parameters that is mandatory for processing this request is not supplied.",
  },
} as const;
