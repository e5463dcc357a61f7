import * as z from "zod";
import { pathOf, verbs } from "../console/verbs.ts";
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
      /^(whsec_[A-Za-z0-9+/]{32,86}={0,2}|whsk_[A-Za-z0-9+/]{43}=|whsk_[A-Za-z0-9+/]{86}==)$/,
      "The secret must be whsk_ and a secret key, or whsec_ and 24 to 64 bytes, in base64, nothing else",
    ),
  at: z.iso
    .datetime({ offset: true, error: "--at must be a time with its zone (ISO 8601), such as 2026-11-21T04:05:06Z" })
    .refine((at) => Date.parse(at) >= 0, "--at must not be before 1970"),
  action: z.string().optional(),
  region: z.string().optional(),
  body: z.string("A JSON body is needed").superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  }),
});

/** A call that `npm run sign` is asked to sign, checked. */
export type CallToSign = Pick<z.output<typeof given>, "url" | "secret" | "at" | "body">;

/**
 * The call, or what is wrong with it, in words for who typed it. The secret is in none of them. A signature covers where
 * it is for: operation and region stand in what is signed, so that no other function and no other stack takes it.
 */
export function callToSign(values: Readonly<Record<string, unknown>>): CallToSign | { readonly problem: string } {
  const parsed = given.safeParse(values);
  if (!parsed.success) return { problem: `${parsed.error.issues[0]?.message}.` };
  const { action, region, body, ...call } = parsed.data;
  if (ofConsole.some((path) => new URL(call.url).pathname.endsWith(path))) return { ...call, body };
  const addressed = { ...defined({ Action: action, RegionId: region }), ...(JSON.parse(body) as object) };
  const missing = ["Action", "RegionId"].find((name) => !(name in addressed));
  if (missing === undefined) return { ...call, body: JSON.stringify(addressed) };
  return { problem: `The body must say ${missing}, or ${optionFor[missing]}: a signature says where to.` };
}

/** Calls of the console, which need no word for where they are for: no other function has these paths. */
const ofConsole = verbs.map(pathOf);
const optionFor: Readonly<Record<string, string>> = { Action: "--action", RegionId: "--region" };

const defined = (values: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** What the function would refuse by its form. */
function problemOf(body: string): string | undefined {
  try {
    parseJson(Buffer.from(body), "InvalidJSON", "The body");
    return undefined;
  } catch (error) {
    return error instanceof OpError ? error.message.replace(/\. Nothing was changed\.$/, "") : String(error);
  }
}
