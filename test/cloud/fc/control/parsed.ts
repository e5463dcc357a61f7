import type * as z from "zod";
import { invalidArgument } from "./fc-error.ts";

/** Reads a body by its schema; what is wrong with it, or not known here, is 400 InvalidArgument. Throws FcError. */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const unknownKey = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const field = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])].join(".");
  throw invalidArgument(`${field}: ${unknownKey === undefined ? issue?.message : "is unknown to the local cloud."}`);
}

/** JSON in a field that is text. Throws FcError. */
export function parseJsonText(field: string, text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw invalidArgument(`${field}: is no JSON text.`);
  }
}
