import { gatewayGuesses } from "../acs3/guesses.ts";
import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";
import { ecsGuesses } from "../ecs/guesses.ts";
import { disputes } from "./disputes.ts";
import { type Timing, timings } from "./timings.ts";

const seconds = (ms: number) => `${ms / 1_000} s`;

const timing = guessesOf("timing");

const toGuess = ([name, { ms, flipMs, origin }]: readonly [string, Timing]): Guess =>
  timing(
    name,
    `${seconds(ms)}; ${origin.replace("invented: ", "")}`,
    "world/timings",
    flipMs === undefined ? oneSided("Another duration is not set.") : seconds(flipMs),
  );

const timingGuesses: readonly Guess[] = Object.entries<Timing>(timings)
  .filter(([, { origin }]) => origin.startsWith("invented"))
  .map(toGuess);

const guess = guessesOf("world");

const world: readonly Guess[] = [
  guess(
    "second-redeploy",
    "The cloud does not protect anybody from redeploying twice: an event that is being answered, or was answered within a day, lets the next redeploy in as soon as the instance's status allows it.",
    "world/answerable",
    "An event that was answered lets no other redeploy in, unless the redeploy failed.",
  ),
  guess(
    "answers-all",
    "One redeploy answers every answerable event of its instance.",
    "world/redeploy",
    "It answers the one that was raised first.",
  ),
  guess(
    "event-end",
    "A redeploy ends its event as Avoided if it was accepted before NotBefore (and the event was not Executing), else as Executed; a failed one puts the former status back.",
    "world/redeploy",
    "Always as Executed.",
  ),
  guess(
    "events-wait",
    "A Scheduled event runs by itself at NotBefore, and an Inquiring one waits for its answer (developer.aliyun.com/article/1605325). Open: that the platform leaves the instance as it is, so that a tester sees who acted on it, and that stopping or starting one answers no event.",
    "world/event-run",
    "A Scheduled event waits, too, until a tester moves it on.",
  ),
  guess(
    "not-before",
    "A pending event raised without notBefore has one 48 h ahead, also an Inquiring one; an event that has begun has the time it was raised.",
    "world/raise-event",
    "A pending event is 24 h ahead.",
  ),
  guess(
    "disk-of-event",
    "A local-disk event raised by a tester is about the instance's first local disk.",
    "world/raise-event",
    "It is about the last local disk.",
  ),
  guess(
    "tags",
    "ACK nodes carry the tag ack.aliyun.com, members of a scaling group acs:autoscaling:scalingGroupId.",
    "world/fleet",
    "They carry neither; what an owner wrote stays.",
  ),
  guess(
    "event-bridge-body",
    "The data of an EventBridge event is the content of the CloudMonitor notice, with its name added: so it is for two ECS types in public handlers. Open: for maintenance.",
    "world/notification",
    "The data is the whole CloudMonitor notice: the content is one level down.",
  ),
  guess(
    "type-codes",
    "Type and status codes of events are sent only where a document's sample shows them.",
    "ecs/event-codes",
    "No codes are sent.",
  ),
];

/** All guesses of the gateway, ECS and the world, for `npm start -- --guesses`. */
export const guesses: readonly Guess[] = [...gatewayGuesses, ...ecsGuesses, ...world, ...timingGuesses, ...disputes];
