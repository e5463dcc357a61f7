import { type InstanceRow, oldestVersion, rowSchema, rowVersion, versionOf } from "../ledger/row.ts";
import { RowUnreadable } from "../ledger/store.ts";

/** Attribute columns of an instance row: integers and text only. */
export type Columns = Readonly<Record<string, number | string>>;

/**
 * The row as columns. One column per outcome, event and parked notice, so that a write names only what it changes;
 * `openSinceMs` exists only while an operation is open, so that the sparse index lists open rows and nothing else.
 * `parks` is counted by the store alone, when an event is parked. Names keep to Tablestore's rule [A-Za-z_][A-Za-z0-9_]*.
 */
export function toColumns(row: InstanceRow): Columns {
  const { epoch, owner, current, outcomes, events, recorded, next } = row;
  return {
    version: versionOf(row),
    epoch,
    owner,
    recorded: JSON.stringify(recorded),
    ...(current && { current: JSON.stringify(current), state: current.progress.state }),
    ...openSince(row),
    ...prefixed("r_", outcomes, JSON.stringify),
    ...prefixed("e_", events, String),
    ...prefixed("n_", next, JSON.stringify),
  };
}

/** A row is open while an operation is current or an event waits in it. */
function openSince({ current, next }: InstanceRow): { openSinceMs?: number } {
  const since = [
    ...(current === undefined ? [] : [current.openSinceMs]),
    ...Object.values(next).map(({ atMs }) => atMs),
  ];
  return since.length === 0 ? {} : { openSinceMs: Math.min(...since) };
}

/** The row from its columns; anything unknown or torn is `RowUnreadable`, never an empty row. */
export function fromColumns(instanceId: string, columns: Columns): InstanceRow {
  const { version, epoch, parks = 0, owner, current, recorded } = columns;
  if (typeof version !== "number" || version < oldestVersion || version > rowVersion)
    throw new RowUnreadable(
      `${instanceId}: row version ${version}, this release reads ${oldestVersion} to ${rowVersion}`,
    );
  const parsed = rowSchema.safeParse({
    epoch,
    parks,
    owner,
    recorded: json(recorded),
    ...(current !== undefined && { current: json(current) }),
    outcomes: collected("r_", columns, json),
    events: collected("e_", columns, String),
    next: collected("n_", columns, json),
  });
  if (!parsed.success) throw new RowUnreadable(`${instanceId}: ${parsed.error.issues[0]?.path.join(".")}`);
  return parsed.data;
}

const prefixed = <T>(prefix: string, values: Readonly<Record<string, T>>, encode: (value: T) => string) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, encode(value)]));

const collected = (prefix: string, columns: Columns, decode: (value: unknown) => unknown) =>
  Object.fromEntries(
    Object.entries(columns)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), decode(value)]),
  );

/** Torn JSON becomes null, which no part of a row may be; `undefined` would pass for an absent operation. */
const json = (value: unknown): unknown => {
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
};
