import { createHash } from "node:crypto";
import * as z from "zod";
import { type Applied, type Control, ControlUnreadable } from "../control/control.ts";
import { untripped } from "../guards/breaker.ts";
import type { Entry } from "../guards/limits.ts";
import { noRight } from "../guards/right.ts";
import type { Columns } from "./columns.ts";

/** The version of the control row's shape. A row of a later one is not read: nobody knows what it holds back. */
const version = 1;

const entrySchema = z.strictObject({
  instanceId: z.string(),
  operationId: z.string(),
  scopes: z.array(z.string()),
  mark: z.string(),
  atMs: z.number(),
  handed: z.literal(true).optional(),
});
const rightSchema = z.strictObject({ operations: z.array(z.string()), holder: z.string().optional() });
const startedSchema = z.strictObject({ atMs: z.number(), scopes: z.array(z.string()) });
const pauseSchema = z.strictObject({
  id: z.string(),
  scope: z.string(),
  by: z.string(),
  why: z.string(),
  atMs: z.number(),
  untilMs: z.number().optional(),
});
const breakerSchema = z.strictObject({
  countsFromMs: z.number(),
  tripped: z.strictObject({ atMs: z.number(), events: z.number() }).optional(),
});

/** One column for each entry, each start and each pause, so that a write names only what it changes. */
export const toControlColumns = ({
  rev,
  policy,
  right,
  pauses,
  breaker,
  entries,
  hour,
  filled,
  startsFromMs,
}: Control): Columns => ({
  version,
  rev,
  ...policy,
  ...(right !== noRight && { right: JSON.stringify(right) }),
  ...(breaker !== untripped && { breaker: JSON.stringify(breaker) }),
  ...(startsFromMs !== undefined && { startsFromMs }),
  ...(filled.length > 0 && { filled: JSON.stringify(filled) }),
  ...Object.fromEntries(pauses.map((pause) => [`p_${pause.id}`, JSON.stringify(pause)])),
  ...Object.fromEntries(
    Object.entries(hour).map(([operationId, started]) => [`h_${operationId}`, JSON.stringify(started)]),
  ),
  ...Object.fromEntries(
    Object.entries(entries).flatMap(([instanceId, entry]) => Object.entries(toEntryColumns(instanceId, entry))),
  ),
});

/** The columns of an instance's place. */
export const toEntryColumns = (instanceId: string, entry: Entry): Columns => ({
  [`s_${nameOf(instanceId)}`]: JSON.stringify({ instanceId, ...entry }),
  [markColumnOf(instanceId)]: entry.mark,
});

/** An instance's id has characters that the name of a column must not have. */
const nameOf = (instanceId: string) => createHash("sha256").update(instanceId).digest("hex").slice(0, 32);

/** The column that a free is conditional on. */
export const markColumnOf = (instanceId: string) => `m_${nameOf(instanceId)}`;

export const columnsOfEntry = (instanceId: string) => [`s_${nameOf(instanceId)}`, markColumnOf(instanceId)];

/** The control row from its columns. What is torn or of a later shape is `ControlUnreadable`: it may hold something back. */
export function controlOf(columns: Columns | undefined): Control {
  if (columns === undefined)
    throw new ControlUnreadable("there is no control row: redeploy-once doctor --create makes it");
  const { version: found, rev, right, breaker, filled, startsFromMs } = columns;
  if (found !== version || typeof rev !== "number")
    throw new ControlUnreadable(`the control row has version ${found}, this release reads ${version}`);
  const entries = partsOf(columns, "s_", entrySchema).map(({ instanceId, ...entry }) => [instanceId, entry] as const);
  return {
    rev,
    policy: appliedOf(columns),
    right: right === undefined ? noRight : parsed("right", right, rightSchema),
    pauses: partsOf(columns, "p_", pauseSchema),
    breaker: breaker === undefined ? untripped : parsed("breaker", breaker, breakerSchema),
    entries: Object.fromEntries(entries),
    hour: Object.fromEntries(
      namesOf(columns, "h_").map((name) => [name.slice(2), parsed(name, columns[name], startedSchema)]),
    ),
    ...(startsFromMs !== undefined && { startsFromMs: parsed("startsFromMs", startsFromMs, z.number()) }),
    filled: filled === undefined ? [] : parsed("filled", filled, z.array(z.string())),
  };
}

const namesOf = (columns: Columns, prefix: string) => Object.keys(columns).filter((name) => name.startsWith(prefix));

const partsOf = <T>(columns: Columns, prefix: string, schema: z.ZodType<T>): T[] =>
  namesOf(columns, prefix).map((name) => parsed(name, columns[name], schema));

function parsed<T>(name: string, text: unknown, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(String(text)));
  } catch (cause) {
    throw new ControlUnreadable(`the control row's column ${name} is torn, or of a later release`, { cause });
  }
}

export const appliedOf = ({ serial, hash, by, why, atMs }: Columns): Applied | undefined =>
  serial === undefined
    ? undefined
    : { serial: Number(serial), hash: String(hash), by: String(by), why: String(why), atMs: Number(atMs) };
