import { gatewayGuesses } from "../acs3/guesses.ts";
import type { Guess } from "../core/guesses.ts";
import { ecsGuesses } from "../ecs/guesses.ts";
import { disputes } from "./disputes.ts";
import { type Timing, timings } from "./timings.ts";

const seconds = (ms: number) => `${ms / 1_000} s`;

const toGuess = ([name, { ms, flipMs, origin }]: readonly [string, Timing]): Guess => ({
  id: `timing.${name}`,
  text: `${seconds(ms)}; ${origin.replace("invented: ", "")}`,
  source: "test/cloud/world/timings.ts",
  flip: flipMs === undefined ? undefined : seconds(flipMs),
});

const timingGuesses: readonly Guess[] = Object.entries<Timing>(timings)
  .filter(([, { origin }]) => origin.startsWith("invented"))
  .map(toGuess);

const world: readonly Guess[] = [
  {
    id: "world.second-redeploy",
    text: "The cloud does not protect anybody from redeploying twice: an event that is being answered, or was answered within a day, lets the next redeploy in as soon as the instance's status allows it.",
    source: "test/cloud/world/answerable.ts",
    flip: "An event that was answered lets no other redeploy in, unless the redeploy failed.",
  },
  {
    id: "world.answers-all",
    text: "One redeploy answers every answerable event of its instance.",
    source: "test/cloud/world/redeploy.ts",
    flip: "It answers the one that was raised first.",
  },
  {
    id: "world.event-end",
    text: "A redeploy ends its event as Avoided if it was accepted before NotBefore (and the event was not Executing), else as Executed; a failed one puts the former status back.",
    source: "test/cloud/world/redeploy.ts",
    flip: "Always as Executed.",
  },
  {
    id: "world.events-wait",
    text: "Events do not run by themselves at NotBefore, and stopping or starting an instance does not answer one; a tester moves them on.",
    source: "test/cloud/world/event-run.ts",
    flip: "A Scheduled event is Executing at NotBefore and Executed some minutes later; its instance stays as it is.",
  },
  {
    id: "world.not-before",
    text: "A pending event raised without notBefore has one 48 h ahead, also an Inquiring one; an event that has begun has the time it was raised.",
    source: "test/cloud/world/raise-event.ts",
    flip: "A pending event is 24 h ahead.",
  },
  {
    id: "world.disk-of-event",
    text: "A local-disk event raised by a tester is about the instance's first local disk.",
    source: "test/cloud/world/raise-event.ts",
    flip: "It is about the last local disk.",
  },
  {
    id: "world.tags",
    text: "ACK nodes carry the tag ack.aliyun.com, members of a scaling group acs:autoscaling:scalingGroupId.",
    source: "test/cloud/world/fleet.ts",
    flip: "They carry no tag.",
  },
  {
    id: "world.event-bridge-body",
    text: "The data of an EventBridge event is the content of the CloudMonitor notice, with its name added.",
    source: "test/cloud/world/notification.ts",
    flip: "The data is the whole CloudMonitor notice: the content is one level down.",
  },
  {
    id: "world.type-codes",
    text: "Type and status codes of events are sent only where a document's sample shows them.",
    source: "test/cloud/ecs/event-codes.ts",
    flip: "No codes are sent.",
  },
];

/** All guesses of the gateway, ECS and the world, for `npm start -- --guesses`. */
export const guesses: readonly Guess[] = [...gatewayGuesses, ...ecsGuesses, ...world, ...timingGuesses, ...disputes];
