import { redact } from "./redact.ts";

/** Fields of a log line. Payloads never go in whole: only the fields below are written, by name. */
export type LogFields = {
  readonly level: "info" | "warn" | "error";
  readonly step: string;
  readonly operation: string;
  readonly requestId: string;
  readonly target?: string | undefined;
  /** By which way it came: `http`, `queue` (an HTTP call that FC keeps), `eventbridge`, `finder`, `invoke`, `chat`, `dispatch`. */
  readonly door?: string | undefined;
  /** Who, as the door knows: a principal, `ram`, an event's source. */
  readonly actor?: string | undefined;
  /** What let it through: the operation that the actor may ask for, or the right. */
  readonly right?: string | undefined;
  readonly reason?: string | undefined;
  readonly webhookId?: string | undefined;
  /** Where a request without a right signature came from. */
  readonly address?: string | undefined;
  readonly token?: string | undefined;
  readonly state?: string | undefined;
  readonly code?: string | undefined;
  readonly statusCode?: number | undefined;
  readonly replayed?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly message?: string | undefined;
  /** Numbers by their names, of which there are always the same few. */
  readonly metrics?: Readonly<Record<string, number>> | undefined;
};

export type Log = (fields: LogFields) => void;

/** One JSON line per step, as FC's log service takes it. `secrets`: what must stand in no line, such as the credentials in hand. */
export const createLog =
  (write: (line: string) => void, nowMs: () => number, secrets: () => readonly string[] = () => []): Log =>
  (fields) => {
    const hidden = secrets();
    const blanked = (_: string, value: unknown) => (typeof value === "string" ? redact(value, hidden) : value);
    write(`${JSON.stringify({ time: new Date(nowMs()).toISOString(), ...fields }, blanked)}\n`);
  };
