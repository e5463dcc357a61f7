import type { Choice } from "../remediation/plan.ts";
import { operations } from "./index.ts";

/** The operations as a plan sees them. */
export const choices: readonly Choice[] = operations.map(
  ({ name, product, event: { answers, inputFor }, parameters, dataLoss }) => ({
    name,
    product,
    answers,
    losesData: (notice, hasLocalDisks) =>
      dataLoss({ instance: undefined, events: [], hasLocalDisks }, parameters.schema.parse(inputFor(notice))).length >
      0,
  }),
);
