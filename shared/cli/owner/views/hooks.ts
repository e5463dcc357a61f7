import * as z from "zod";
import { columns } from "../columns.ts";
import { plain, type Show } from "../show.ts";

/** How hooks stand, as the console tells of it. A later one may tell more: what is not known here is left out. */
export const hooksSchema = z
  .array(
    z.object({
      OperationId: z.string(),
      Name: z.string(),
      Function: z.string().optional(),
      Phase: z.string(),
      State: z.string(),
      Since: z.iso.datetime().optional(),
      AskedAt: z.iso.datetime().optional(),
      Until: z.iso.datetime().optional(),
    }),
  )
  .default([]);

type Hook = z.output<typeof hooksSchema>[number];

/** What each state means, and what its time is. */
const words: Readonly<Record<string, readonly [state: string, until?: string]>> = {
  ToAsk: ["to be asked", "not before"],
  Asked: ["asked, not ready so far", "a person is asked from"],
  Ready: ["ready: drained"],
  Refused: ["refused: a person is asked"],
  Silent: ["never ready: a person is asked"],
  Owed: ["told until it is ready", "and at least until"],
  ToTell: ["told once it has ended"],
  PutBack: ["put back", "not drained anew before"],
};

/** A line for each hook. */
export const hookWords = (hooks: readonly Hook[], show: Show) =>
  columns(
    ["operation", "hook", "phase", "function", "state", "since", "asked last", "next"],
    hooks.map((hook) => {
      const [state, until] = words[hook.State] ?? [plain(hook.State), "until"];
      return [
        ...[hook.OperationId, hook.Name, hook.Phase, hook.Function, state],
        ...[hook.Since && show.when(hook.Since), hook.AskedAt && show.when(hook.AskedAt)],
        hook.Until && until && `${until} ${show.when(hook.Until)}`,
      ];
    }),
    show,
  );
