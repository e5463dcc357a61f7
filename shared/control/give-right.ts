import { isDeepStrictEqual } from "node:util";
import type { Right } from "../guards/right.ts";
import { operations } from "../operations/index.ts";
import { type ChangeNeeds, changeControl } from "./change-control.ts";
import type { Control } from "./control.ts";

/** So long the installer waits for a control row that others write, milliseconds. */
const patienceMs = 10_000;

/** The right to send what answers the events of these products. */
export const rightFor = (products: readonly string[], holder?: string): Right => ({
  operations: operations.filter(({ product }) => products.includes(product)).map(({ name }) => name),
  ...(holder !== undefined && { holder }),
});

/**
 * Writes down what the stack may send. It is for the installer alone, once the account has shown the right: nothing here can tell
 * whether another stack has it too. Throws as `changeControl` does.
 */
export const giveRight = (needs: ChangeNeeds, right: Right): Promise<Control> =>
  changeControl(
    needs,
    {
      next: (read) => (isDeepStrictEqual(read.right, right) ? undefined : { ...read, right }),
      isMade: (read) => isDeepStrictEqual(read.right, right),
    },
    needs.nowMs() + patienceMs,
  );
