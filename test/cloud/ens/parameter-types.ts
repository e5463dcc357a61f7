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

const texts = z.array(z.string().min(1)).min(1).max(100);

/** A list as `Name.1`, `Name.2`, …: what the vendor's command line sends. */
export const repeatList: z.ZodType<string[]> = texts;

/** A list in either form in which the vendor's clients send it: `Name.1`, or joined by commas. JSON is no list. */
export const listText: z.ZodType<string[]> = z
  .union([
    z.array(z.string()),
    z
      .string()
      .regex(/^(?!\[)/)
      .transform((text) => text.split(",")),
  ])
  .pipe(texts);

/** Text that is no JSON stays text, which is no list. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
