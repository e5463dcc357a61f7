import type { ErrorRow } from "../rpc/rpc-error.ts";

/** Rows of ram 2015-05-01 (CreateRole, GetRole, GetPolicy; AlibabaCloudDocs, and public clients for the texts). */
export const ramErrors = {
  roleExists: { status: 409, code: "EntityAlreadyExists.Role", message: "The role does already EXIST." },
  policyExists: (name: string): ErrorRow => ({
    status: 409,
    code: "EntityAlreadyExists.Policy",
    message: `The policy already exists: ${name}.`,
  }),
  noRole: (name: string): ErrorRow => ({
    status: 404,
    code: "EntityNotExist.Role",
    message: `The role not exists: ${name}.`,
  }),
  noPolicy: (name: string): ErrorRow => ({
    status: 404,
    code: "EntityNotExist.Policy",
    message: `The policy not exists: ${name}.`,
  }),
  noVersion: (id: string): ErrorRow => ({
    status: 404,
    code: "EntityNotExist.Policy.Version",
    message: `The policy version not exists: ${id}.`,
  }),
  forbidden: {
    status: 403,
    code: "NoPermission",
    message: "You are not authorized to do this action. You should be authorized by RAM.",
  },
  throttled: { status: 503, code: "Throttling.User", message: "Request was denied due to user flow control." },
  missing: (name: string): ErrorRow => ({
    status: 400,
    code: "MissingParameter",
    message: `The parameter - "${name}" is required.`,
  }),
  invalid: (name: string): ErrorRow => ({
    status: 400,
    code: "InvalidParameter",
    message: `The parameter - "${name}" is invalid.`,
  }),
} as const;
