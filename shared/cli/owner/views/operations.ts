import * as z from "zod";
import { columns } from "../columns.ts";
import { viewOf } from "../view.ts";
import { moreWords } from "./more.ts";
import { standingSchema, stateWords } from "./standing.ts";

const operationsSchema = z.object({ Operations: z.array(standingSchema), NextPage: z.string().optional() });

export const viewOperations = viewOf(operationsSchema, ({ Operations, NextPage }, show) => {
  const rows = Operations.map((each) => [
    each.OperationId,
    each.InstanceId,
    each.Operation,
    stateWords(each),
    each.Cause,
    each.Policy,
    each.Since && show.when(each.Since),
    each.Until && show.when(each.Until),
  ]);
  const table = columns(["operation", "instance", "what", "state", "cause", "policy", "since", "until"], rows, show);
  return table + moreWords("operations", NextPage);
});
