import * as z from "zod";
import { OpError } from "../errors.ts";
import { parseJson } from "../json.ts";

const given = z.object({
  url: z.url({
    protocol: /^https?$/,
    error: "--url must be the address of an HTTP trigger, such as http://127.0.0.1:7070/fn/redeploy-instance/",
  }),
  secret: z
    .string("--secret or WEBHOOK_SECRET is needed")
    .regex(
      /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/,
      "The secret must be whsec_ and at least 24 bytes in base64, nothing else",
    ),
  at: z.iso
    .datetime({ offset: true, error: "--at must be a time with its zone (ISO 8601), such as 2026-11-21T04:05:06Z" })
    .refine((at) => Date.parse(at) >= 0, "--at must not be before 1970"),
  body: z.string("A JSON body is needed").superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  }),
});

/** A call that `npm run sign` is asked to sign, checked. */
export type CallToSign = z.output<typeof given>;

/** The call, or what is wrong with it, in words for who typed it. The secret is in none of them. */
export function callToSign(values: Readonly<Record<string, unknown>>): CallToSign | { readonly problem: string } {
  const parsed = given.safeParse(values);
  return parsed.data ?? { problem: `${parsed.error?.issues[0]?.message}.` };
}

/** What the function would refuse by its form. */
function problemOf(body: string): string | undefined {
  try {
    parseJson(Buffer.from(body), "InvalidJSON", "The body");
    return undefined;
  } catch (error) {
    return error instanceof OpError ? error.message.replace(/\. Nothing was changed\.$/, "") : String(error);
  }
}
