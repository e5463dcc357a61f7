/** What the owner's hooks are named: by the stack on FC 3.0, and in one service of FC 2.0, if there is one. */
export type HookNames = { readonly stack: string; readonly service: string | undefined };

/**
 * Whether a function is a hook of this stack. Reconcile may invoke the stack's own functions too: by the name alone one of
 * them is none.
 */
export const isHook = ({ stack, service }: HookNames, hook: string): boolean =>
  hook.startsWith(`fc:${stack}-hook-`) || (service !== undefined && hook.startsWith(`fc2:${service}/`));

/** The names that are allowed, for people. */
export const hookForms = ({ stack, service }: HookNames): string =>
  `fc:${stack}-hook-<name>${service === undefined ? "; HOOKS_SERVICE names no service for fc2:" : ` or fc2:${service}/<function>`}`;

/** HOOKS_SERVICE if there is none. No service can be named so; an empty text is a missing one to Serverless Devs. */
const noService = "-";

/** FC 2.0, CreateService: letters, digits, _ and -, not beginning with a digit or -. */
export const isHooksService = (text: string): boolean => text === noService || /^[A-Za-z_][\w-]{0,127}$/.test(text);

export const hooksServiceForm = "must be the name of a service of FC 2.0, or - for none";

/** The names that settings give. */
export const hookNamesOf = (stack: string, hooksService: string): HookNames => ({
  stack,
  service: hooksService === noService ? undefined : hooksService,
});
