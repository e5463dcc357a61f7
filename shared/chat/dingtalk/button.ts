import * as z from "zod";
import { type FingerprintKey, keyOf } from "../../ledger/token.ts";
import { isEqual } from "../equal.ts";
import { askForm, operationIdForm } from "../ids.ts";
import { macOf } from "../mac.ts";

/** What buttons say. */
const acts = ["approve", "deny"] as const;

/** What a button stands for. */
export type Button = {
  readonly operationId: string;
  /** The question that the card shows: a click counts for no other. */
  readonly ask: string;
  readonly act: (typeof acts)[number];
  /** From then on it is worth nothing, epoch milliseconds. */
  readonly untilMs: number;
};

/** Why a button is worth nothing, for the log. */
export type Broken = "unset" | "malformed" | "mismatch" | "over";

/** The parameters of a card's button as they come back with a click. All are text, since a card has no other. */
const paramsForm = z.object({
  op: z.string().regex(operationIdForm),
  ask: z.string().regex(askForm),
  act: z.enum(acts),
  exp: z.string().regex(/^\d{13}$/),
  /** `<key id>.<64 hex>`. */
  mac: z
    .string()
    .max(256)
    .regex(/^.+\.[0-9a-f]{64}$/),
});

type Params = z.output<typeof paramsForm>;

/** The parameters to put into a card. */
export function sealButton(key: FingerprintKey, { operationId, ask, act, untilMs }: Button): Params {
  const named = { op: operationId, ask, act, exp: String(untilMs) };
  return { ...named, mac: sealOf(key, named) };
}

/** The button of a click; or why it is none of ours. Who clicked is not in it: see the question. Pure. */
export function openButton(
  keys: readonly FingerprintKey[],
  params: Readonly<Record<string, string>>,
  nowMs: number,
): { readonly button: Button } | { readonly broken: Broken } {
  if (keys.length === 0) return { broken: "unset" };
  const { success, data } = paramsForm.safeParse(params);
  if (!success) return { broken: "malformed" };
  const { mac, ...named } = data;
  const key = keyOf(keys, mac);
  if (key === undefined || !isEqual(Buffer.from(sealOf(key, named)), Buffer.from(mac))) return { broken: "mismatch" };
  const untilMs = Number(named.exp);
  if (untilMs <= nowMs) return { broken: "over" };
  return { button: { operationId: named.op, ask: named.ask, act: named.act, untilMs } };
}

const sealOf = (key: FingerprintKey, { op, ask, act, exp }: Omit<Params, "mac">) =>
  `${key.id}.${macOf(key, "chat button", [op, ask, act, exp]).toString("hex")}`;
