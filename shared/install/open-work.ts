import * as z from "zod";
import type { Ports } from "./ports.ts";

/** An operation that is not over. `isCurrent`: it may have an effect; else it waits, and nothing of it was sent. */
export type OpenOperation = {
  readonly instanceId: string;
  readonly operationId: string;
  readonly operation: string;
  readonly state: string;
  readonly isCurrent: boolean;
};

const pageSchema = z.object({
  Operations: z.array(
    z.object({
      InstanceId: z.string(),
      OperationId: z.string(),
      Operation: z.string(),
      State: z.string(),
      Step: z.string().optional(),
    }),
  ),
  NextPage: z.string().optional(),
});

/** Everything that the ledger has open. Throws what `askConsole` throws. */
export async function openOperations({ askConsole }: Pick<Ports, "askConsole">): Promise<readonly OpenOperation[]> {
  const found: OpenOperation[] = [];
  for (let page: string | undefined = ""; page !== undefined; ) {
    const asked = page === "" ? {} : { Page: page };
    const { Operations, NextPage } = pageSchema.parse(await askConsole("operations", asked));
    found.push(
      ...Operations.map((each) => ({
        ...{ instanceId: each.InstanceId, operationId: each.OperationId, operation: each.Operation, state: each.State },
        isCurrent: each.State !== "Waiting" || each.Step !== undefined, // a runbook between its steps has begun
      })),
    );
    page = NextPage;
  }
  return found;
}
