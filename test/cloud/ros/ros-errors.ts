import type { ErrorRow } from "../rpc/rpc-error.ts";

const row = (status: number, code: string, message: string): ErrorRow => ({ status, code, message });

/**
 * Rows of ros 2019-09-10 (CreateStack, UpdateStack, DeleteStack). "Update the completely same stack" is as public clients
 * have met it (ros-cdk), "already exists" too (aliyun-cli#557); the rest of its text is invented.
 */
export const rosErrors = {
  stackExists: (name: string) => row(409, "StackExists", `The Stack (${name}) already exists.`),
  stackNotFound: (name: string) => row(404, "StackNotFound", `The Stack (${name}) could not be found.`),
  actionInProgress: (name: string, action: string) =>
    row(409, "ActionInProgress", `Stack ${name} already has an action (${action}) in progress.`),
  sameStack: row(400, "NotSupported", "Update the completely same stack is not supported."),
  invalidSchema: (reason: string) => row(400, "InvalidSchema", `${reason}.`),
  invalidVersion: (reason: string) => row(400, "InvalidTemplateVersion", `The template version is invalid: ${reason}.`),
  invalidSection: (name: string) => row(400, "InvalidTemplateSection", `The template section is invalid: ${name}.`),
  invalidReference: (name: string, by: string) =>
    row(400, "InvalidTemplateReference", `The specified reference "${name}" (in ${by}) is incorrect.`),
  invalidAttribute: (resource: string, name: string) =>
    row(400, "InvalidTemplateAttribute", `The Referenced Attribute (${resource} ${name}) is incorrect.`),
  circular: (reason: string) => row(400, "CircularDependency", `Circular Dependency Found: ${reason}.`),
  unknownParameter: (name: string) =>
    row(400, "UnknownUserParameter", `The Parameter (${name}) was not defined in template.`),
  parameterMissing: (name: string) => row(400, "UserParameterMissing", `The Parameter (${name}) was not provided.`),
  validationFailed: (reason: string) => row(400, "StackValidationFailed", `${reason}.`),
  unknownType: (name: string) => row(404, "ResourceTypeNotFound", `The Resource Type (${name}) could not be found.`),
  noResource: (stack: string, name: string) =>
    row(404, "ResourceNotFound", `The Resource (${name}) could not be found in Stack ${stack}.`),
  /** Codes and texts from here on are invented. */
  notUpdatable: (name: string, status: string) =>
    row(400, "NotSupported", `Update stack ${name} while its status is ${status} is not supported.`),
  protected: (name: string) =>
    row(400, "NotSupported", `Delete stack ${name} while its deletion protection is enabled is not supported.`),
  forbidden: row(403, "NoPermission", "You are not authorized to complete this action."),
  throttled: row(429, "Throttling.User", "Request was denied due to user flow control."),
  missing: (name: string) => row(400, `Missing${name}`, `${name} is mandatory for this action.`),
  invalid: (name: string) => row(400, "InvalidParameter", `The specified parameter ${name} is not valid.`),
} as const;
