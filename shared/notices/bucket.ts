import type { ChannelState } from "../control/notices-row.ts";

const minuteMs = 60_000;

/** The state of a channel now: its tokens have grown since it was written, up to those of one minute; pure. */
export function filledUp(state: ChannelState | undefined, perMinute: number, nowMs: number): ChannelState {
  if (state === undefined) return { tokens: perMinute, atMs: nowMs };
  const grown = (Math.max(0, nowMs - state.atMs) / minuteMs) * perMinute;
  return { ...state, tokens: Math.min(perMinute, state.tokens + grown), atMs: nowMs };
}
