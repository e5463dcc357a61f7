import { randomBytes } from "node:crypto";
import type { Holds } from "../core/guesses.ts";

/** How long an access token lives (DingTalk, "Obtain the access token of an internal app"). */
export const tokenSeconds = 7_200;

export type Tokens = {
  /** A token that lives `tokenSeconds` from now. */
  readonly take: () => string;
  /** Whether it was given out, and lives. */
  readonly counts: (token: string) => boolean;
};

/** The access tokens of the app. */
export function createTokens(nowMs: () => number, holds: Holds): Tokens {
  const ends = new Map<string, number>();
  const counts = (token: string) => (ends.get(token) ?? 0) > nowMs();
  return {
    counts,
    take: () => {
      const living = holds("dingtalk.token-again") ? [...ends.keys()].find(counts) : undefined;
      const token = living ?? randomBytes(16).toString("hex");
      ends.set(token, nowMs() + tokenSeconds * 1_000);
      return token;
    },
  };
}
