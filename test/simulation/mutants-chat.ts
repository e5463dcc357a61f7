import { edit, type Mutant, product } from "./mutant.ts";

const once = "entry/once-per-wish.ts";

/** What a person says by chat, and what brings it again. */
export const chatting: readonly Mutant[] = [
  product(
    "message-is-a-wish",
    "each message is a wish of its own",
    "oneWish",
    edit(once, "await carryOut(first.key)", "await carryOut(key)"),
  ),
  product(
    "wish-by-its-run",
    "what was said is the same by when it is carried out, not by when it was said",
    "oneWish",
    edit(once, "word.askedAtMs - sameForMs", "atMs - sameForMs"),
  ),
  product(
    "refusal-frees-the-wish",
    "whoever says again what was refused does so by a key of their own",
    "oneWish",
    edit(once, "await carryOut(first.key)", "await carryOut(first.isOver ? key : first.key)"),
  ),
];
