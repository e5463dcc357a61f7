import type { ErrorRow } from "../rpc/rpc-error.ts";

/** Rows that every action of ECS may answer with; of the gateway, from public clients. */
export const ecsErrors = {
  /** Flow control of one user. */
  throttled: { status: 400, code: "Throttling.User", message: "Throttled by the tester." },
  forbidden: {
    status: 403,
    code: "Forbidden.RAM",
    message: "User not authorized to operate on the specified resource, or this API does not support RAM.",
  },
} as const satisfies Record<string, ErrorRow>;
