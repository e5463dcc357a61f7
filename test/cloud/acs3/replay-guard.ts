import type { IncomingHttpHeaders } from "node:http";
import { allHold, type Holds } from "../core/guesses.ts";
import { claimedAccessKeyId } from "./authenticate.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Largest difference between `x-acs-date` and the world: 15 minutes old (help.aliyun.com, ACS3 page), and as far ahead (an
 * answer of the error center, overtrue/laravel-mail-aliyun#4; a clock that is ahead: ddns-go#1291).
 */
const dateWindowMs = 15 * 60_000;

/** How long a nonce is remembered from when it first came (Alibaba to a user, acmesh-official/acme.sh#1639). */
const nonceMemoryMs = 15 * 60_000;
const shortNonceMemoryMs = 3 * 60_000;

type Needs = { readonly nowMs: () => number; readonly holds?: Holds };

export type ReplayGuard = {
  /** Judges date, then nonce, of a request whose signature holds; remembers the nonce of a request that passes. */
  readonly check: (headers: IncomingHttpHeaders) => Refusal | undefined;
  readonly reset: () => void;
};

/** Refuses stale and repeated requests, as the gateway does; call `check` at the moment a request takes effect. */
export function createReplayGuard({ nowMs, holds = allHold }: Needs): ReplayGuard {
  const seenAtMs = new Map<string, number>();
  const memoryMs = holds("acs3.nonce-memory") ? nonceMemoryMs : shortNonceMemoryMs;
  const earliestMs = holds("acs3.future-date") ? -dateWindowMs : Number.NEGATIVE_INFINITY;

  const forgetOld = () => {
    for (const [nonce, atMs] of seenAtMs) {
      if (nowMs() - atMs <= memoryMs) break; // a Map keeps the order in which nonces came
      seenAtMs.delete(nonce);
    }
  };

  return {
    check: (headers) => {
      const signedAtMs = readDate(headers["x-acs-date"]);
      if (signedAtMs === undefined)
        return holds("acs3.malformed-date") ? replayRefusals.malformedDate : replayRefusals.expired;
      const ageMs = nowMs() - signedAtMs;
      if (ageMs > dateWindowMs || ageMs < earliestMs) return replayRefusals.expired;

      forgetOld();
      const nonce = `${claimedAccessKeyId(headers.authorization)} ${headers["x-acs-signature-nonce"]}`;
      if (seenAtMs.has(nonce)) return replayRefusals.nonceUsed;
      seenAtMs.set(nonce, nowMs());
      return undefined;
    },
    reset: () => seenAtMs.clear(),
  };
}

function readDate(value: string | string[] | undefined): number | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}

/** What the guard answers. */
export const replayRefusals = {
  /** Public clients met it for fractions of a second in x-acs-date; the text is invented. */
  malformedDate: {
    status: 400,
    code: "InvalidTimeStamp.Format",
    message: "Specified time stamp or date value is not well formatted.",
  },
  expired: {
    status: 400,
    code: "InvalidTimeStamp.Expired",
    message: "Specified time stamp or date value is expired.",
  },
  nonceUsed: {
    status: 400,
    code: "SignatureNonceUsed",
    message: "The request signature nonce has been used.",
  },
} as const satisfies Record<string, Refusal>;
