import type { Facts } from "../control/notice-facts.ts";
import type { Words } from "./words.ts";

/** A text: its first line is what a locked phone shows. A line that has nothing to say is undefined. */
type Text = (facts: Facts, words: Words) => readonly [first: string, ...rest: (string | undefined)[]];

/** One kind of notice. Everything about it stands here: when it is sent, to whom, and what it says. */
export type Kind = {
  /** True iff it needs a person. Channels about `urgent` get only these. */
  readonly urgent: boolean;
  /** When it is sent, for the guide. */
  readonly when: string;
  /** True iff it is said again while nobody acts. */
  readonly reminds?: true;
  /** What it may be sent with, for the guide and for tests. */
  readonly example: Facts;
  readonly en: Text;
  readonly zh: Text;
};

/** What a person types. The id of an operation is enough together with its instance. */
export const lookCommand = ({ operationId, instanceId }: Facts) =>
  `redeploy-once operation ${operationId} --instance ${instanceId}`;

const verdictCommand =
  (verdict: string) =>
  ({ operationId, instanceId }: Facts) =>
    `redeploy-once resolve ${operationId} --instance ${instanceId} --verdict ${verdict} --looked-at <when you began to look> --reason "<what you saw>"`;

export const resolveCommand = verdictCommand("happened");
export const putBackCommand = verdictCommand("put-back");

export const cancelCommand = ({ operationId, instanceId }: Facts) =>
  `redeploy-once cancel ${operationId} --instance ${instanceId} --reason "<why>"`;

/** A person's own call is the yes: it names what may be lost. */
export const yesCommand = ({ operation, instanceId, losses = [] }: Facts) =>
  [
    `redeploy-once call ${operation} --instance ${instanceId}`,
    ...losses.map((loss) => `--accept-data-loss ${loss}`),
    '--reason "<why>"',
  ].join(" ");

/** A person's word about a question: it names the question that was shown. */
export const wordCommand = (word: "approve" | "deny", { operationId, instanceId, ask }: Facts) =>
  `redeploy-once ${word} ${operationId} --instance ${instanceId} --ask ${ask}`;

/** The questions of all machines, and the id by which the list is approved. */
export const listCommands = {
  asks: "redeploy-once asks",
  approve: "redeploy-once approve --set <the id that it shows>",
} as const;

export const postponeCommand = ({ operationId, instanceId }: Facts) =>
  `redeploy-once postpone ${operationId} --instance ${instanceId} --until <time in UTC>`;

/** What there is of each, the most first, such as `28 planned, 8 started`. */
export const counted = ({ counts = {} }: Facts) =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");

export const againCommand = ({ eventId = "<event>", instanceId, operationId }: Facts) =>
  `redeploy-once plan again ${eventId} --instance ${instanceId} --after ${operationId} --reason "<why>"`;

/** Only the breaker, or only this pause: without either all that anybody has stopped would go on. */
export const resumeCommand = ({ pause }: Facts) =>
  `redeploy-once resume ${pause === undefined ? "--breaker" : `--id ${pause}`} --why "<why>"`;

/** The same pause once more, for two hours. Its scope has the form `zone cn-hangzhou-h`, or is `all`. */
export function pauseCommand({ scope = "all" }: Facts): string {
  const [, what, which] = /^(zone|operation|tag) (.*)$/.exec(scope) ?? [];
  const only = what === undefined ? "" : ` --${what} ${what === "tag" ? JSON.stringify(which) : which}`;
  return `redeploy-once pause${only} --for 2h --why "<why>"`;
}

/** What the examples of the guide are about: 01:42 in Shanghai, a night in November. */
export const exampleNowMs = Date.parse("2026-11-29T17:42:00Z");
const minuteMs = 60_000;
export const ago = (minutes: number) => exampleNowMs - minutes * minuteMs;
export const example: Facts = {
  sinceMs: ago(12),
  instanceId: "i-bp1web00000007f3",
  name: "web-7",
  zone: "cn-hangzhou-h",
  operation: "RedeployInstance",
  operationId: "150dc535e4af49dc8c1d3f6b5a2e7f90",
  eventId: "e-bp1abc",
};
