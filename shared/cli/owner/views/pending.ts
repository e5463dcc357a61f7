import * as z from "zod";
import { columns } from "../columns.ts";
import type { Show } from "../show.ts";
import { viewOf } from "../view.ts";
import { moreWords } from "./more.ts";

const pendingSchema = z.object({
  Listed: z.object({ ecs: z.iso.datetime().optional(), ens: z.iso.datetime().optional() }),
  Events: z.array(
    z.object({
      Product: z.string(),
      InstanceId: z.string(),
      EventId: z.string(),
      Type: z.string(),
      Status: z.string(),
      NotBefore: z.iso.datetime().optional(),
      Simulated: z.boolean().optional(),
      Owner: z.object({ OperationId: z.string(), State: z.string() }).optional(),
    }),
  ),
  NextPage: z.string().optional(),
});

export const viewPending = viewOf(pendingSchema, ({ Listed, Events, NextPage }, show) => {
  const rows = Events.map((event) => [
    event.Product,
    event.InstanceId,
    event.EventId,
    event.Simulated === true ? `${event.Type} (simulated)` : event.Type,
    event.Status,
    event.NotBefore && show.when(event.NotBefore),
    event.Owner === undefined ? "nobody" : `${event.Owner.OperationId} ${event.Owner.State}`,
  ]);
  const table = columns(["product", "instance", "event", "type", "status", "not before", "owner"], rows, show);
  return `${listedWords(Listed, show)}\n${table}${moreWords("events pending", NextPage)}`;
});

const listedWords = (listed: Readonly<Partial<Record<"ecs" | "ens", string | undefined>>>, { when, paint }: Show) =>
  paint.dim(
    `As listed: ${(["ecs", "ens"] as const).map((product) => `${product} ${listed[product] === undefined ? "never" : when(listed[product])}`).join(", ")}`,
  );
