import * as z from "zod";
import { viewOf } from "../view.ts";

const endedSchema = z.object({ OperationId: z.string(), State: z.string() });

/** What came of a person's word. */
export const viewEnded = viewOf(endedSchema, ({ OperationId, State }) => `${OperationId}: ${State}`);
