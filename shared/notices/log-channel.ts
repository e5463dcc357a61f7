import { logChannel } from "../channel-settings.ts";
import type { Log } from "../log.ts";
import type { Channel } from "./channel.ts";
import { kinds } from "./kinds.ts";
import { linesOf } from "./notice.ts";

/** The channel that is always there: a line in the log of the function, for whoever collects logs. */
export const createLogChannel = (log: Log, requestId: string): Channel => ({
  name: logChannel,
  perMinute: 600,
  send: async ({ kind, about, facts }, timeZone, nowMs) => {
    const [first, ...rest] = linesOf(kind, facts, "en", timeZone, nowMs);
    const [operation, step, level] = ["reconcile", "notice", kinds[kind].urgent ? "warn" : "info"] as const;
    log({ level, step, operation, requestId, target: about, state: kind, message: first, reason: rest.join(" ") });
    return { kind: "taken" };
  },
});
