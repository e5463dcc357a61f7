import * as z from "zod";

/** What a hook says of itself. */
const states = ["ready", "notYet", "refused"] as const;

/** 32 MB: what FC lets a function answer (WD limits-of-usage.md). */
const maxBytes = 32 * 1024 * 1024;

/** How one call of a hook is answered, well or badly: exactly one of these, `delayMs` beside any, `functionError` beside `state`. */
export const hookAnswer = z
  .strictObject({
    state: z.enum(states).optional(),
    /** FC refuses or fails, in its own form: 403, 404, 429, 500 … */
    status: z.int().min(400).max(599).optional(),
    /** A body that is none of a hook's. */
    garbage: z.string().optional(),
    /** A body of so many bytes. */
    bytes: z.int().min(0).max(maxBytes).optional(),
    /** 307 to this place, which would get what was signed. */
    redirect: z.string().optional(),
    /** Nothing ever comes. */
    never: z.literal(true).optional(),
    /** The function fails: FC's `x-fc-error-type`. */
    functionError: z.string().min(1).optional(),
    /** World time before the answer, milliseconds. */
    delayMs: z.int().positive().optional(),
  })
  .refine(({ delayMs: _, ...kinds }) => isOneKind(Object.keys(kinds)), {
    error:
      "must have one of state, status, garbage, bytes, redirect, never, functionError; functionError may have state.",
  });

const isOneKind = (kinds: readonly string[]) =>
  kinds.length === 1 || (kinds.length === 2 && kinds.includes("state") && kinds.includes("functionError"));

export type HookAnswer = z.output<typeof hookAnswer>;

/** How FC 3.0 and FC 2.0 name a function that is a hook. */
export const hookName = z
  .string()
  .regex(
    /^(fc:[A-Za-z_][\w-]{0,127}|fc2:[A-Za-z_][\w-]{0,127}\/[A-Za-z_][\w-]{0,127})$/,
    "must be fc:<function> or fc2:<service>/<function>.",
  );
