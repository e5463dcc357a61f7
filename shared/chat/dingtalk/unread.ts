import * as z from "zod";
import { OpError } from "../../errors.ts";
import { parseJson } from "../../json.ts";

/** Why a verified body is not taken, for the log. */
export type Unread =
  /** It is longer than any that is taken. */
  | "tooLarge"
  /** It is no JSON of the documented form. */
  | "unreadable"
  /** A picture, a file, a voice: sentences are taken alone. */
  | "notText"
  /** Its author has no account in the organisation, or the robot is not published. */
  | "unnamed"
  /** It is of another organisation, or for another robot. */
  | "misplaced"
  /** An id that no policy can name. */
  | "unfit";

/** Most bytes of a body that are looked at (invented: a sentence has 2,000 characters, and DingTalk's fields 4 KB at most). */
const maxBytes = 32_768;

/** An id or a name of the platform's (invented: the longest that were seen have 90 characters). */
export const platformId = z.string().min(1).max(256);

/** A JSON object of this form; keys that it does not name are passed over. */
export function readAs<T extends z.ZodType>(form: T, raw: Uint8Array): z.output<T> | "tooLarge" | "unreadable" {
  if (raw.length > maxBytes) return "tooLarge";
  const value = objectIn(raw);
  const { success, data } = form.safeParse(value);
  return success ? data : "unreadable";
}

/** Undefined for what is no JSON object, names a key twice, or nests too deep. */
function objectIn(raw: Uint8Array): object | undefined {
  try {
    return parseJson(raw, "InvalidJSON", "The body");
  } catch (error) {
    if (error instanceof OpError) return undefined;
    throw error;
  }
}
