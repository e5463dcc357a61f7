/** RedeployInstance → redeploy-instance: what an operation's file, bundle and resource in s.yaml are named. */
export const fileNameOf = (operation: string) => operation.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();

/** The name under which a file's function is deployed. FC knows accounts and regions, nothing smaller: a stack is a prefix. */
export const functionNameOf = (stack: string, file: string) => `${stack}-${file}`;

/** The id of a queued invocation. It is in the stack's name as its functions are, so that lists of tasks say whose it is. */
export const taskIdOf = (stack: string, id: string) =>
  `${stack}_${id}`.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, maxTaskIdLength);

/** FC "Asynchronous invocation": `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`. */
const maxTaskIdLength = 128;

/**
 * 13 characters: with the longest region (21: cn-shanghai-finance-1) and function (28: accept-inquired-system-event) the name
 * of a role fits into RAM's 64. Lower case, as the names of roles and log projects are.
 */
export const stackForm =
  "must be 2 to 13 of a-z, 0-9 and -, from a letter to a letter or digit, not ending in -event, without -hook, for example redeploy-once";

/**
 * `a-event` + `redeploy-instance` would be the same function as `a` + `event-redeploy-instance`. And whatever begins with
 * `a-hook-` is a hook of the stack `a`.
 */
export const isStack = (text: string) =>
  /^[a-z][a-z0-9-]{0,11}[a-z0-9]$/.test(text) && !text.endsWith("-event") && !/-hook(?:-|$)/.test(text);
