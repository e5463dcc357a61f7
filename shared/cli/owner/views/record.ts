import * as z from "zod";
import { columns } from "../columns.ts";
import { plain, type Show } from "../show.ts";
import { viewOf } from "../view.ts";
import { hooksSchema, hookWords } from "./hooks.ts";
import { type Standing, standingSchema, stateWords } from "./standing.ts";

const recordSchema = z.object({
  InstanceId: z.string(),
  Current: standingSchema.optional(),
  Waiting: z.array(standingSchema).default([]),
  Outcomes: z.array(standingSchema).default([]),
  Hooks: hooksSchema,
  OlderOutcomes: z.int().default(0),
  OlderLines: z.int().default(0),
  Timeline: z.array(z.string()).default([]),
});

/** An instance, or one of its operations: what is at work, what waits, what ended, and line by line what happened. */
export const viewRecord = viewOf(recordSchema, (record, show) => {
  const { Current, Waiting, Outcomes, Hooks, OlderOutcomes, OlderLines, Timeline } = record;
  const sections = [
    ["at work", Current === undefined ? [] : [openWords([Current], show)]],
    ["waiting", Waiting.length === 0 ? [] : [openWords(Waiting, show)]],
    ["ended", Outcomes.length === 0 ? [] : [endedWords(Outcomes, show), ...older(OlderOutcomes, "outcomes")]],
    ["hooks", Hooks.length === 0 ? [] : [hookWords(Hooks, show)]],
    [
      `what happened (${show.zone})`,
      [...Timeline.map((line) => zoned(plain(line), show)), ...older(OlderLines, "lines")],
    ],
  ] as const;
  const told = sections.flatMap(([head, lines]) =>
    lines.length === 0 ? [] : [`${show.paint.bold(head)}\n${lines.join("\n")}`],
  );
  return [show.paint.bold(record.InstanceId), ...told].join("\n\n");
});

const older = (count: number, what: string) => (count === 0 ? [] : [`${count} older ${what} are left out`]);

const openWords = (standings: readonly Standing[], show: Show) =>
  columns(
    ["operation", "what", "state", "cause", "policy", "event", "since", "until", "by", "why", "yes of"],
    standings.map((each) => [
      each.OperationId,
      each.Step === undefined ? each.Operation : `${each.Operation} (${each.Step})`,
      stateWords(each),
      ...[
        each.Cause,
        each.Policy,
        each.EventId,
        each.Since && show.when(each.Since),
        each.Until && show.when(each.Until),
      ],
      ...[each.Actor, each.Reason, each.ApprovedBy?.join(", ")],
    ]),
    show,
  );

const endedWords = (standings: readonly Standing[], show: Show) =>
  columns(
    ["operation", "what", "state", "ended", "by", "why", "yes of", "ended by"],
    standings.map((each) => [
      ...[each.OperationId, each.Operation, each.State, each.EndedAt && show.when(each.EndedAt)],
      ...[each.Actor, each.Reason, each.ApprovedBy?.join(", "), each.By],
    ]),
    show,
  );

/** The console's lines begin with a time in UTC, and may end with another one. */
const zoned = (line: string, { clock }: Show) =>
  line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|(?<= since )\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?=\)$)/g, (time) =>
    clock(`${time.replace(" ", "T")}Z`),
  );
