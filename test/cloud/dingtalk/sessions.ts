import { randomBytes } from "node:crypto";
import type { Holds } from "../core/guesses.ts";

const shortLifeMs = 20 * 60_000;
const longLifeMs = 90 * 60_000;

export type Session = { readonly id: string; readonly endsAtMs: number };

export type Sessions = {
  /** A session of a conversation, which whoever knows its id may speak in until its end. */
  readonly open: (conversationId: string) => Session;
  /** The conversation of a session that has not ended. */
  readonly find: (id: string) => string | undefined;
};

/** What `sessionWebhook` leads to. */
export function createSessions(nowMs: () => number, holds: Holds): Sessions {
  const sessions = new Map<string, { readonly conversationId: string; readonly endsAtMs: number }>();
  return {
    open: (conversationId) => {
      const id = randomBytes(16).toString("hex");
      const endsAtMs = nowMs() + (holds("dingtalk.session-life") ? shortLifeMs : longLifeMs);
      sessions.set(id, { conversationId, endsAtMs });
      return { id, endsAtMs };
    },
    find: (id) => {
      const session = sessions.get(id);
      return session !== undefined && session.endsAtMs > nowMs() ? session.conversationId : undefined;
    },
  };
}
