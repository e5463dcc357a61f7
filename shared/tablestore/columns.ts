import { type InstanceRow, oldestVersion, revisionOf, rowSchema, rowVersion } from "../ledger/row.ts";
import { RowUnreadable } from "../ledger/store.ts";
import { talliedAtMs } from "../ledger/tally.ts";
import type { Scope } from "../ledger/token.ts";
import { noticesSchema, olderOutcome, upgraded, withoutJoined } from "./older-rows.ts";

/** Attribute columns of an instance row: integers and text only. */
export type Columns = Readonly<Record<string, number | string>>;

/**
 * The row as columns. One column for each that waits, each outcome, event and line, so that a write names only what it
 * changes; `openSinceMs` exists only while something is open, so that the sparse index lists open rows and nothing else.
 * `revision` is there for the index alone.
 * Names keep to Tablestore's rule [A-Za-z_][A-Za-z0-9_]*.
 */
export function toColumns(row: InstanceRow): Columns {
  const { epoch, beside, owner, current, waiting, outcomes, events, recorded, timeline, seq, tally } = row;
  const { news, untold, untoldSinceMs, told, tells, hooks } = row;
  return {
    version: rowVersion,
    epoch,
    ...(beside > 0 && { beside }),
    owner,
    recorded: JSON.stringify(recorded),
    ...(current && { current: JSON.stringify(current), state: current.progress.state }),
    ...openSince(row),
    ...prefixed("w_", waiting, JSON.stringify),
    ...prefixed("r_", outcomes, JSON.stringify),
    ...prefixed("h_", hooks, JSON.stringify),
    ...prefixed("e_", events, String),
    ...prefixed("l_", timeline, String),
    ...(seq > 0 && { seq }),
    ...prefixed("t_", tally, String),
    ...(news > 0 && { news }),
    ...prefixed("u_", untold, Number),
    ...(untoldSinceMs !== undefined && { untoldSinceMs }),
    ...(tells > 0 && { told: JSON.stringify(told), tells }),
  };
}

/**
 * A row is open while an operation is current or waits in it, and while a hook is to be told. Then it is listed until its
 * decisions were counted.
 */
function openSince({ epoch, beside, current, waiting, hooks, tally }: InstanceRow): Columns {
  const open = [...(current === undefined ? [] : [current]), ...Object.values(waiting)];
  const sinceMs = [
    ...open.map(({ openSinceMs }) => openSinceMs),
    ...Object.values(hooks).map((hook) => hook.owedSinceMs ?? hook.sinceMs),
  ];
  const listed = sinceMs.length > 0 ? sinceMs : Object.values(tally).map(talliedAtMs);
  return listed.length === 0 ? {} : { openSinceMs: Math.min(...listed), revision: revisionOf({ epoch, beside }) };
}

/** The row from its columns; anything unknown or torn is `RowUnreadable`, never an empty row. */
export function fromColumns(scope: Scope, instanceId: string, columns: Columns): InstanceRow {
  const { version, epoch, beside = 0, owner, current, recorded, seq = 0, news = 0, tells = 0 } = columns;
  if (typeof version !== "number" || version < oldestVersion || version > rowVersion)
    throw new RowUnreadable(
      `${instanceId}: row version ${version}, this release reads ${oldestVersion} to ${rowVersion}`,
    );
  const isOlder = version < rowVersion;
  const read = isOlder ? olderForm : form;
  const parsed = rowSchema.safeParse({
    epoch,
    beside,
    owner,
    recorded: json(recorded),
    ...(current !== undefined && { current: read.current(current) }),
    waiting: collected("w_", columns, json),
    outcomes: collected("r_", columns, read.outcome),
    hooks: collected("h_", columns, json),
    events: collected("e_", columns, String),
    timeline: collected("l_", columns, String),
    seq,
    tally: collected("t_", columns, String),
    news,
    untold: collected("u_", columns, Number),
    untoldSinceMs: columns["untoldSinceMs"],
    told: columns["told"] === undefined ? {} : json(columns["told"]),
    tells,
  });
  const notices = noticesSchema.safeParse(isOlder ? collected("n_", columns, json) : {});
  const issue = (parsed.error ?? notices.error)?.issues[0];
  if (!parsed.success || !notices.success) throw new RowUnreadable(`${instanceId}: ${issue?.path.join(".")}`);
  return isOlder ? upgraded(scope, instanceId, parsed.data, notices.data) : parsed.data;
}

/** How the texts of a row are read, and those of a row of an older shape. */
const form = { current: json, outcome: json };
const olderForm = {
  current: (text: unknown) => withoutJoined(json(text)),
  outcome: (text: unknown) => olderOutcome(json(text)),
};

const prefixed = <T, C>(prefix: string, values: Readonly<Record<string, T>>, encode: (value: T) => C) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, encode(value)]));

const collected = (prefix: string, columns: Columns, decode: (value: unknown) => unknown) =>
  Object.fromEntries(
    Object.entries(columns)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), decode(value)]),
  );

/** Torn JSON becomes null, which no part of a row may be; `undefined` would pass for an absent operation. */
function json(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
}
