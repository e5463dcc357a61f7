import * as z from "zod";
import { giveRight, rightFor } from "../control/give-right.ts";
import type { Right } from "../guards/right.ts";
import { verbOf } from "./verb.ts";

/** What the stack may send, and who has the right instead. */
export const rightSchema = z.strictObject({ Operations: z.array(z.string()), Holder: z.string().optional() });

export const rightOf = ({ operations, holder }: Right): z.output<typeof rightSchema> => ({
  Operations: [...operations],
  ...(holder !== undefined && { Holder: holder }),
});

/** Writes the account's right to act down. By a direct invoke alone: the installer makes it, and no policy can give it. */
export const acts = verbOf({
  name: "acts",
  role: "owner",
  isInvokeOnly: true,
  summary: "Write down for which products this stack has the account's right to act",
  schema: z.strictObject({
    Products: z.array(z.enum(["ecs", "ens"])).describe("It may act on these; none: it only observes"),
    Holder: z.string().max(64).optional().describe("The stack that has the right instead"),
  }),
  answers: z.strictObject({ Acts: rightSchema }),
  refusals: { 409: "ControlRowBusy: others were faster at each try" },
  unsure: {
    unreachable: "What the stack may send is told by status: look, and say it again.",
    internal: "What the stack may send is told by status: look, and say it again.",
  },
  run: async ({ Products, Holder }, needs) => {
    const { right } = await giveRight(needs, rightFor(Products, Holder));
    return { Acts: rightOf(right) };
  },
});
