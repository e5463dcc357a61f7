import * as z from "zod";
import type { LogLine, LogPlace, LogProjects } from "./log-projects.ts";
import { SlsError } from "./sls-error.ts";

/** Of GetLogs: seconds since 1970; `from` belongs to the time, `to` does not. A query in the language of searches, of which one phrase in quotes is known here. */
const parameters = z.strictObject({
  type: z.literal("log"),
  from: z.coerce.number().int(),
  to: z.coerce.number().int(),
  query: z.string().regex(/^"[^"\\]+"$/, "is no phrase in quotes"),
  line: z.coerce.number().int().min(0).max(100).default(100),
  reverse: z.literal("false").default("false"),
});

type Asked = { readonly query: URLSearchParams; readonly place: LogPlace; readonly nowMs: number };

/** The lines of a logstore that a query finds (SLS 2020-12-30, GetLogs). Throws SlsError. */
export function getLogs({ query, place, nowMs }: Asked, logs: LogProjects, shipsMs: number): readonly object[] {
  if (!logs.has(place.project)) throw new SlsError(404, "ProjectNotExist", `Project ${place.project} does not exist.`);
  if (!logs.has(place.project, place.logstore))
    throw new SlsError(404, "LogStoreNotExist", `logstore ${place.logstore} does not exist.`);
  const { from, to, query: phrase, line } = read(query);
  if (from >= to) throw invalid("from must be before to");
  const inTime = ({ atMs }: LogLine) => atMs >= from * 1_000 && atMs < to * 1_000;
  return logs
    .linesOf(place)
    .filter((one) => inTime(one) && one.atMs + shipsMs <= nowMs && one.text.includes(phrase.slice(1, -1)))
    .slice(0, line)
    .map(({ atMs, topic, text }) => ({
      ...{ __time__: String(Math.floor(atMs / 1_000)), __source__: "", __topic__: topic },
      message: text,
    }));
}

function read(query: URLSearchParams) {
  const parsed = parameters.safeParse(Object.fromEntries(query));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`${issue?.path.join(".")}: ${issue?.message}`);
}

const invalid = (what: string) => new SlsError(400, "ParameterInvalid", `The local cloud does not take this: ${what}.`);
