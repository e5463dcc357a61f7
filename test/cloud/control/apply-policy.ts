import * as z from "zod";
import type { OwnerInvoke } from "../fc/owner-invoke.ts";
import { ControlError } from "./resource.ts";

/** A policy to put in force, as its owner writes it down in JSON. The local cloud reads nothing in it. */
type PolicyOrder = {
  readonly policy: Readonly<Record<string, unknown>>;
  readonly why?: string | undefined;
  /** The stack is new: no policy is in force, and nothing waits that one could start. One call instead of three. */
  readonly isFirst?: boolean;
};

/** Hands a policy to the function `console`, and resolves with its answer. Throws ControlError with its words. */
export type ApplyPolicy = (order: PolicyOrder) => Promise<object>;

/**
 * Applies policies as an owner does: looks at the one in force, asks what the new one would start, and says both. What is
 * asked are verbs of `console`, by direct invoke: how a policy is stored is its own affair.
 */
export const createApplyPolicy = (invoke: OwnerInvoke): ApplyPolicy => {
  const ask = <Schema extends z.ZodType>(schema: Schema, payload: object) => askConsole(invoke, schema, payload);
  return async ({ policy, why = "by hand", isFirst = false }) => {
    const order = { verb: "policy apply", Policy: policy, Why: why };
    if (isFirst) return ask(z.looseObject({}), { ...order, Serial: 0, Start: 0 });
    const { Policy } = await ask(shownSchema, { verb: "policy show" });
    const asked = { ...order, Serial: Policy?.Serial ?? 0 };
    const { Starts } = await ask(previewSchema, { ...asked, Preview: true });
    return ask(z.looseObject({}), { ...asked, Start: Starts });
  };
};

/** Without a policy the starter holds, and there is nothing to be changed by somebody else meanwhile: serial 0. */
const shownSchema = z.looseObject({ Policy: z.looseObject({ Serial: z.int() }).optional() });

const previewSchema = z.looseObject({ Starts: z.int().nonnegative() });

async function askConsole<Schema extends z.ZodType>(invoke: OwnerInvoke, schema: Schema, payload: object) {
  const answer = await invoke("console", payload);
  if (answer === undefined) throw new ControlError(502, null, "console: no answer came.");
  const { status, errorType, body } = answer;
  const said = readJson(body);
  if (errorType !== undefined) throw refused(status, errorType, said);
  const parsed = schema.safeParse(said);
  if (!parsed.success) throw new ControlError(502, null, `console: answered ${body}, which is not what was asked.`);
  return parsed.data;
}

const failureSchema = z.object({ errorMessage: z.string() });
const refusalSchema = z.object({ Code: z.string(), Message: z.string() });

/** A function's own error is 200 with its words (FC, error handling); what FC refuses has a status and a code. */
function refused(status: number, errorType: string, said: unknown): ControlError {
  const own = failureSchema.safeParse(said);
  if (own.success) return new ControlError(400, null, `console: ${own.data.errorMessage}`);
  const { data } = refusalSchema.safeParse(said);
  return new ControlError(Math.max(status, 400), null, `console: ${data?.Code ?? errorType}: ${data?.Message ?? ""}`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
