import type { Command } from "./command.ts";
import { wholeFrom } from "./options.ts";
import { putInForce, puttingInForce } from "./put-in-force.ts";

export const policyRollback: Command = {
  name: "policy rollback",
  about: "put an older version in force again, as a new one: shows what would change, and asks",
  takes: [{ flags: "<serial>", about: "the version, as policy history has it", read: wholeFrom(1) }, ...puttingInForce],
  examples: ['policy rollback 2 --why "3 was too wide"'],
  run: (values, terminal) =>
    putInForce({ verb: "policy rollback", args: { To: values["serial"] }, hash: undefined }, values, terminal),
};
