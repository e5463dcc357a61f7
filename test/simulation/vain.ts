import type { InstanceRow } from "../../shared/ledger/row.ts";
import { minuteMs } from "./cloud.ts";
import type { World } from "./world.ts";

/** Times that one wait may be tried before its end: people, faults and other policies give reasons for some. Seen at most: 5. */
const maxTries = 12;

/** V: what waits for a moment is not taken up again and again before it, only to wait for the same moment. */
export function faultOfVain(
  { history, nowMs }: World,
  instanceId: string,
  stored: InstanceRow | undefined,
  next: InstanceRow,
): string | undefined {
  const { operationId = "" } = stored?.current ?? {};
  const { code, untilMs = 0 } = next.waiting[operationId]?.wait ?? {};
  if (code === undefined || untilMs <= nowMs + minuteMs) return undefined;
  const key = `${instanceId} ${operationId} ${code} ${untilMs}`;
  const tries = (history.tries.get(key) ?? 0) + 1;
  history.tries.set(key, tries);
  return tries > maxTries
    ? `V: ${operationId.slice(0, 6)} is taken up ${tries} times, and waits for the same ${code}`
    : undefined;
}
