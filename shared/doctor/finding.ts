import * as z from "zod";

/** One line of what a doctor finds. `unknown`: it cannot be seen from here, and `Mend` says how to look. */
const findingSchema = z.strictObject({
  Check: z.string(),
  State: z.enum(["ok", "wrong", "unknown"]),
  Found: z.string(),
  /** What to do about it; left out if nothing is to be done. */
  Mend: z.string().optional(),
});

export type Finding = z.output<typeof findingSchema>;

/** What the function doctor is asked to do beside looking: make the tables that are missing, send each channel a test notice. */
export type DoctorAsked = { readonly Create: boolean; readonly Notices: boolean };

/** What it answers: what it made, and a line for each thing that it looked at. */
export const examinationSchema = z.object({
  /** Of the invocation that has looked. */
  RequestId: z.string(),
  Created: z.array(z.string()),
  /** Events that functions remember: which invocation has brought each. */
  Events: z.array(z.object({ Function: z.string(), At: z.iso.datetime(), RequestId: z.string() })).default([]),
  Findings: z.array(findingSchema),
});

export type Examination = z.output<typeof examinationSchema>;

export const ok = (Check: string, Found: string): Finding => ({ Check, State: "ok", Found });
export const wrong = (Check: string, Found: string, Mend: string): Finding => ({ Check, State: "wrong", Found, Mend });
export const unknown = (Check: string, Found: string, Mend: string): Finding => ({
  Check,
  State: "unknown",
  Found,
  Mend,
});
