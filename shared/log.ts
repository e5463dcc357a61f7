/** Fields of a log line. Payloads never go in whole: only the fields below are written, by name. */
export type LogFields = {
  readonly level: "info" | "warn" | "error";
  readonly step: string;
  readonly operation: string;
  readonly requestId: string;
  readonly target?: string | undefined;
  /** By which way it came: `http`, `queue` (an HTTP call that FC keeps), `eventbridge`, `invoke`, `dispatch`. */
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
  readonly retry?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly message?: string | undefined;
};

export type Log = (fields: LogFields) => void;

/** Longest text of one field, characters; a log line of FC holds 32 KB. */
const maxText = 512;
// Whatever looks like a secret is blanked, wherever it stands: webhook secrets, STS and access keys, passwords.
const secrets =
  /whsec_[A-Za-z0-9+/=]+|STS\.[A-Za-z0-9]+|LTAI[A-Za-z0-9]{8,}|(?<="?(?:password|secret|token)"?[:=]\s*"?)[^\s",]{4,}/gi;

/** One JSON line per step, as FC's log service takes it. */
export const createLog =
  (write: (line: string) => void, nowMs: () => number): Log =>
  (fields) =>
    write(`${JSON.stringify({ time: new Date(nowMs()).toISOString(), ...fields }, redact)}\n`);

const redact = (_: string, value: unknown) =>
  typeof value === "string" ? value.slice(0, maxText).replace(secrets, "[redacted]") : value;
