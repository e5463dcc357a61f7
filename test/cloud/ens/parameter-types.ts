import * as z from "zod";

/** Epoch milliseconds, as text. */
export const epochMsText = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** `yyyy-MM-ddTHH:mm:ssZ`; becomes epoch milliseconds. Invented: no document gives the form of a UtcTime. */
export const utcTimeText = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  .transform((text) => Date.parse(text))
  .refine((ms) => !Number.isNaN(ms));

/** A JSON list of texts. */
export const jsonListText = z.string().transform(readJson).pipe(z.array(z.string()).min(1).max(100));

/** A list, in any of the three forms in which clients send it: `Name.1`, joined by commas, or JSON. */
export const listText = z
  .union([z.array(z.string()), z.string().transform(readList)])
  .pipe(z.array(z.string().min(1)).min(1).max(100));

function readList(text: string): unknown {
  return text.startsWith("[") ? readJson(text) : text.split(",");
}

/** Text that is no JSON stays text, which is no list. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
