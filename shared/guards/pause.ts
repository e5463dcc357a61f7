import type { Hold } from "./hold.ts";

/** What a person has stopped. Times are epoch milliseconds. */
export type Pause = {
  /** Names it in the control row. */
  readonly id: string;
  /** `all`, `zone cn-hangzhou-h`, `operation RebootInstance` or `tag role=db`. */
  readonly scope: string;
  readonly by: string;
  readonly why: string;
  readonly atMs: number;
  /** It ends by itself then; undefined: a person ends it. */
  readonly untilMs?: number | undefined;
};

/** What is to be begun, as far as it is known: before a look neither zone nor tags are. */
export type Begun = {
  readonly operation: string;
  readonly zone?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** The pause that has held it before: what it covers is known of this one. */
  readonly pause?: string | undefined;
};

/** The pause that holds it now, the one that ends last; pure. */
export function pausedBy(pauses: readonly Pause[], begun: Begun, nowMs: number): Hold | undefined {
  const [last] = pauses
    .filter((pause) => isOn(pause, nowMs) && (pause.id === begun.pause || covers(pause.scope, begun)))
    .sort((a, b) => endOf(b) - endOf(a));
  if (last === undefined) return undefined;
  const { id, by, why, untilMs, scope } = last;
  const until = untilMs === undefined ? "until somebody resumes it" : `until ${new Date(untilMs).toISOString()}`;
  return { code: "OperationPaused", untilMs, why: `${by} has paused ${scope}, ${until}: ${why}`, pause: id };
}

/** True until it is over by itself. */
export const isOn = ({ untilMs }: Pick<Pause, "untilMs">, nowMs: number) => untilMs === undefined || untilMs > nowMs;

const endOf = ({ untilMs = Number.POSITIVE_INFINITY }: Pause) => untilMs;

function covers(scope: string, { operation, zone, tags = {} }: Begun): boolean {
  if (scope === "all" || scope === `operation ${operation}` || scope === `zone ${zone}`) return true;
  return Object.entries(tags).some(([key, value]) => scope === `tag ${key}=${value}`);
}
