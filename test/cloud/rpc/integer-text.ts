import * as z from "zod";

/** A whole number, as text. */
export const integerText = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
