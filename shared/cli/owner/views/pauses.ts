import * as z from "zod";
import { plain, type Show } from "../show.ts";

export const pauseSchema = z.object({
  Id: z.string(),
  Scope: z.string(),
  By: z.string(),
  Why: z.string(),
  Since: z.iso.datetime(),
  Until: z.iso.datetime().optional(),
});

export const breakerSchema = z.object({ Since: z.iso.datetime(), Events: z.int() });

/** `all, by ram since 2026-11-29 12:00:01 (3 min ago), until somebody resumes it: the network is down (id 3f2a…)`. */
export const pauseWords = (
  { Id, Scope, By, Why, Since, Until }: z.output<typeof pauseSchema>,
  { when }: Pick<Show, "when">,
) =>
  `${plain(Scope)}, by ${plain(By)} since ${when(Since)}, until ${Until === undefined ? "somebody resumes it" : when(Until)}: ${plain(Why)} (id ${Id})`;

/** What a storm has stopped. */
export const breakerWords = ({ Since, Events }: z.output<typeof breakerSchema>, { when }: Pick<Show, "when">) =>
  `${Events} events have stopped automation, since ${when(Since)}, until somebody resumes it`;
