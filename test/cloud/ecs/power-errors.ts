import type { ErrorRow } from "../rpc/rpc-error.ts";

/** Rows that the documents of StopInstance and StartInstance (2021) and RebootInstance (2024) share, where they have them. */
export const powerErrors = {
  notFound: {
    status: 404,
    code: "InvalidInstanceId.NotFound",
    message: "The specified InstanceId does not exist.",
  },
  incorrectStatus: {
    status: 403,
    code: "IncorrectInstanceStatus",
    message: "The current status of the resource does not support this operation.",
  },
  locked: {
    status: 403,
    code: "InstanceLockedForSecurity",
    message: "The specified operation is denied as your instance is locked for security reasons.",
  },
  expired: {
    status: 403,
    code: "InstanceExpiredOrInArrears",
    message:
      "The specified operation is denied as your prepay instance is expired (prepay mode) or in arrears (afterpay mode).",
  },
  /** What a dry run answers when the call would be accepted. */
  dryRun: {
    status: 400,
    code: "DryRunOperation",
    message: "Request validation has been passed with DryRun flag set.",
  },
} as const satisfies Record<string, ErrorRow>;
