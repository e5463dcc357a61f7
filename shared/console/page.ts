import * as z from "zod";
import { OpError } from "../errors.ts";

/** A page's token as a caller gives it back: opaque to callers, base64url of where the page before ended. */
export const pageSchema = z.string("must be text").max(512, "may have 512 characters").optional();

/** The token of the page after this place. */
export const pageAfter = (place: object): string => Buffer.from(JSON.stringify(place)).toString("base64url");

/** Where the page before ended; undefined for the first page. Throws `OpError` for a token that is none of this list. */
export function placeIn<T extends z.ZodType>(place: T, token: string | undefined): z.output<T> | undefined {
  if (token === undefined) return undefined;
  const parsed = place.safeParse(jsonIn(token));
  if (parsed.success) return parsed.data;
  throw new OpError(
    "badRequest",
    "InvalidParameter.Page",
    "Page: must be the NextPage of an answer to the same verb. Begin again without it. Nothing was changed.",
  );
}

function jsonIn(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
