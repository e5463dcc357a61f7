/**
 * One line of the wire log, as the local cloud tells it: an event was raised; a call was carried out (`done`); its answer
 * went out (`answered`). Other lines are passed over.
 */
export type Line = {
  readonly what: string;
  /** World time, ISO 8601. */
  readonly at: string;
  readonly change?: string;
  readonly eventId?: string;
  readonly instanceId?: string;
  readonly call?: Call;
  readonly body?: string;
};

type Call = {
  readonly product: string;
  readonly action: string;
  /** Whose credentials signed it; null for anybody who is no function. */
  readonly function: string | null;
  readonly params: unknown;
  /** It changed the world. */
  readonly effect: boolean;
  /** Of a refusal; null or absent for a call that was carried out. */
  readonly code?: string | null;
};

/** So many at once in a region, or in each of its zones. */
export type StormLimit = { readonly per: "region" | "zone"; readonly inFlight: number };

/** What happened to an instance, and as which line of the log: the world may stand still between two lines. */
type Happening = { readonly instanceId: string; readonly line: number; readonly atMs: number };
type Flight = Happening & { readonly zone: string | undefined; readonly endMs: number };

/**
 * Judges a storm by its wire log alone. It imports nothing, so it shares no mistake with what it judges.
 *
 * A redeploy answers all that was raised on its instance before it and was not answered yet. It is in flight from the moment
 * at which the cloud took it until an event of the instance ended, as an answer on the wire says (`EventFinishTime`,
 * whole seconds); for ever, if none says so. No redeploy of a storm fails, so a second one for the same event is one too many.
 */
export function createChecker(limits: readonly StormLimit[]) {
  const raised: Happening[] = [];
  const sends: Happening[] = [];
  const shown = { zones: new Map<string, string>(), ends: new Map<string, Set<number>>() };
  const [storeCalls, explained] = [new Map<string, number>(), new Map<string, number>()];
  let line = 0;

  const readAnswer = (call: Call, body: string) => {
    const { product, function: by } = call;
    if (product === "tablestore" && by !== null) {
      count(storeCalls, by);
      count(explained, kindOf(by, call));
    }
    if (product === "ecs") learn(shown, body);
  };

  return {
    read: ({ what, at, change, instanceId, call, body = "" }: Line): void => {
      line++;
      const atMs = Date.parse(at);
      if (change === "raised" && instanceId !== undefined) raised.push({ instanceId, line, atMs });
      if (call === undefined) return;
      if (what === "done" && isRedeploy(call)) sends.push({ instanceId: Object(call.params).InstanceId, line, atMs });
      if (what === "answered") readAnswer(call, body);
    },
    verdict: () => {
      const flights = sends.map((send) => flightOf(send, shown));
      const [flown, asked] = [byInstance(flights), byInstance(raised)];
      return {
        events: raised.length,
        sends: sends.length,
        double: [...flown].reduce((sum, [id, own]) => sum + doublesOf(own, asked.get(id) ?? []), 0),
        lost: raised.filter((event) => !(flown.get(event.instanceId) ?? []).some((own) => own.line > event.line))
          .length,
        limitBreaches: limits.reduce((sum, limit) => sum + breachesOf(limit, flights), 0),
        maxInFlight: Math.max(0, ...flights.map((flight) => underWayAt(flight, flights).length)),
        storeCalls: Object.fromEntries(storeCalls),
        /** By function, action, table and refusal. */
        explained: Object.fromEntries([...explained].sort(([, a], [, b]) => b - a)),
      };
    },
  };
}

const count = (counts: Map<string, number>, name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** Of the control table there are many rows: the first word says which. */
function kindOf(by: string, { action, params, code }: Call): string {
  const { table = "", primaryKey } = Object(params);
  const { id } = Object(primaryKey);
  const row = String(table).endsWith("control") ? ` (${String(id).split(" ")[0]})` : "";
  return `${by} ${action} ${table}${row}${code ? ` ${code}` : ""}`;
}

const isRedeploy = ({ product, action, effect }: Call) => product === "ecs" && action === "RedeployInstance" && effect;

type Shown = { readonly zones: Map<string, string>; readonly ends: Map<string, Set<number>> };

/** Takes from an answer of the cloud in which zone a machine is, and when its events ended. */
function learn({ zones, ends }: Shown, body: string): void {
  if (!body.includes('"ZoneId"') && !body.includes('"EventFinishTime"')) return;
  const { Instances, InstanceSystemEventSet } = JSON.parse(body);
  for (const { InstanceId, ZoneId } of Instances?.Instance ?? []) zones.set(InstanceId, ZoneId);
  for (const { InstanceId, EventFinishTime } of InstanceSystemEventSet?.InstanceSystemEventType ?? [])
    if (EventFinishTime !== undefined)
      ends.set(InstanceId, (ends.get(InstanceId) ?? new Set()).add(Date.parse(EventFinishTime)));
}

function flightOf(send: Happening, { zones, ends }: Shown): Flight {
  const later = [...(ends.get(send.instanceId) ?? [])].filter((endMs) => endMs > send.atMs);
  return { ...send, zone: zones.get(send.instanceId), endMs: Math.min(Number.POSITIVE_INFINITY, ...later) };
}

function byInstance<One extends Happening>(all: readonly One[]): ReadonlyMap<string, readonly One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(one.instanceId, [...(groups.get(one.instanceId) ?? []), one]);
  return groups;
}

/** Redeploys of one instance that answered nothing new, or began while another one was in flight. */
const doublesOf = (flights: readonly Flight[], raised: readonly Happening[]): number =>
  flights.filter((flight, at) => {
    const since = flights[at - 1]?.line ?? 0;
    const answersNothing = !raised.some(({ line }) => line > since && line < flight.line);
    return answersNothing || underWayAt(flight, flights).length > 1;
  }).length;

/** What was in flight when this one began, itself included. */
const underWayAt = ({ line, atMs }: Flight, flights: readonly Flight[]): readonly Flight[] =>
  flights.filter((other) => other.line <= line && other.endMs > atMs);

/** Redeploys that began where as many as are allowed were in flight. */
const breachesOf = ({ per, inFlight }: StormLimit, flights: readonly Flight[]): number =>
  flights.filter((flight) => {
    const isNear = ({ zone }: Flight) => per === "region" || zone === flight.zone;
    return underWayAt(flight, flights).filter(isNear).length > inFlight;
  }).length;
