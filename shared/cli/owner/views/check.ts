import * as z from "zod";
import { plain } from "../show.ts";
import { viewOf } from "../view.ts";
import { fleetSchema, fleetWords } from "./check-fleet.ts";
import { historySchema, historyWords } from "./check-history.ts";
import { instanceSchema, instanceWords } from "./check-instance.ts";

const checkSchema = z.object({
  Problems: z.array(z.object({ Path: z.string(), Message: z.string() })).default([]),
  Fleet: fleetSchema.optional(),
  Instance: instanceSchema.optional(),
  History: historySchema.optional(),
});

/** Which machines and events each rule of a draft decides. */
export const viewCheck = viewOf(checkSchema, ({ Problems, Fleet, Instance, History }, show) =>
  [
    ...Problems.map(({ Path, Message }) => show.paint.red(`${plain(Path)}: ${plain(Message)}`)),
    ...(Fleet === undefined ? [] : [fleetWords(Fleet, show)]),
    ...(Instance === undefined ? [] : [instanceWords(Instance, show)]),
    ...(History === undefined ? [] : [historyWords(History, show)]),
  ].join("\n\n"),
);
