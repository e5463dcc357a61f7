import { wordsOfWay } from "../../../doctor/outside.ts";
import type { Delivered, plannedBy, Recorded, wayOf } from "./looks.ts";

/** One part of the way from an event to what is done about it. `notPossible`: no drill can show it. */
export type Stage = {
  readonly Stage: string;
  readonly State: "seen" | "notSeen" | "notPossible";
  readonly Found: string;
};

/** What came of a drill. */
export type Heard = {
  /** As an instance of the function remembers it; undefined: none that was asked does. */
  readonly delivered: Delivered | undefined;
  /** What is on record of it. */
  readonly row: string | undefined;
};

type Seen = {
  readonly eventId: string;
  readonly heard: Heard | undefined;
  /** Which way it came, or did not come. */
  readonly by: string;
  /** Undefined: nobody was met who knows which invocation brought it. */
  readonly way: Awaited<ReturnType<typeof wayOf>> | undefined;
  readonly planned: Awaited<ReturnType<typeof plannedBy>>;
};

/** The stages, in their order; pure. */
export const stagesOf = ({ eventId, heard, by, way, planned }: Seen): readonly Stage[] => [
  stage(
    "delivered",
    heard !== undefined,
    `${heard === undefined ? `No function has heard of ${eventId}.` : `${eventId} came.`} ${by}`,
  ),
  invocation(way),
  stage("decoded", heard !== undefined && heard.delivered?.Problem === undefined, decodedWords(heard)),
  stage("planned", planned !== undefined, plannedWords(planned)),
  stage("row written", heard?.row !== undefined, heard?.row ?? "Nothing new is on record of the instance."),
  {
    ...{ Stage: "notice sent", State: "notPossible" },
    Found: "Nobody is told of a drill. To try the channels: redeploy-once doctor --notices",
  },
  {
    ...{ Stage: "send", State: "notPossible" },
    Found: "A drill is never answered by a call, whatever the policy says.",
  },
];

/** Whether the bus waits for the function. That it cannot be told this time is no fault of the stack's. */
const invocation = (way: Seen["way"]): Stage =>
  typeof way === "string"
    ? stage("invocation", true, wordsOfWay[way])
    : {
        ...{ Stage: "invocation", State: "notPossible" },
        Found: way?.failed ?? "Not told this time: the instance of the function that knows was not met.",
      };

const stage = (Stage: string, isSeen: boolean, Found: string): Stage => ({
  ...{ Stage, State: isSeen ? "seen" : "notSeen", Found },
});

/** The form of what the bus delivers is documented nowhere: this is where it is settled. */
function decodedWords(heard: Heard | undefined): string {
  if (heard === undefined) return "Nothing came that could be decoded.";
  if (heard.delivered === undefined)
    return "It was decoded; the instance of the function that knows its form was not met again.";
  const { Form, Problem } = heard.delivered;
  return Problem === undefined
    ? `It came as ${Form}.`
    : `${Problem} It came as ${Form}: not the form that was expected.`;
}

const plannedWords = (planned: Seen["planned"]) =>
  planned === undefined
    ? "The policy in force cannot be read, or does not know the instance: redeploy-once doctor."
    : `A real one: rule "${planned.Rule}" of policy ${planned.Serial}, ${planned.Fate}${hookIn(planned)}. ${planned.Why}`;

const hookIn = ({ Hook }: { readonly Hook?: string | undefined }) => (Hook === undefined ? "" : `, ${Hook}`);

/** What is on record now and was not before: its state, and the last line about it. */
export function newIn(before: Recorded, after: Recorded): string | undefined {
  const known = [...before.Outcomes, ...before.Waiting].map(({ OperationId }) => OperationId);
  const added = [...after.Waiting, ...after.Outcomes].find(({ OperationId }) => !known.includes(OperationId));
  if (added === undefined) return undefined;
  const id = added.OperationId.slice(0, lineIdLength);
  const last = after.Timeline.filter((line) => line.includes(id)).at(-1);
  return last === undefined ? `${added.State}.` : `${added.State}: ${last}`;
}

/** Lines name operations by the first digits of their ids. */
const lineIdLength = 16;

/** True iff everything that a drill can show was seen. */
export const isWhole = (stages: readonly Stage[]): boolean => stages.every(({ State }) => State !== "notSeen");
