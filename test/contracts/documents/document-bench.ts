import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Cloud } from "../../cloud/cloud.ts";
import type { Call } from "../../cloud/core/calls.ts";
import type { Hand, HttpAnswer } from "../../hand.ts";
import { startLocal } from "../../local.ts";
import { createProductHand } from "../../product-hand.ts";
import { subjects } from "../../subjects.ts";
import { goodEvents, goodInputs, type Input } from "./good-inputs.ts";
import type { RaisedEvent } from "./raised-event.ts";

/**
 * A local cloud with the built functions, for tests of refusals: what is refused leaves nothing behind, which each of
 * them checks, so the world is reset only after something was raised or taken. (A reset costs every function's start.)
 */
export function createDocumentBench() {
  const { hand } = createWorldOfTests();
  let isAsItWas = true;
  let firstSeq = 0;
  let tokens = 0;
  beforeEach(async () => {
    if (!isAsItWas) await hand().reset();
    isAsItWas = true;
    firstSeq = (await hand().calls(firstSeq)).at(-1)?.seq ?? firstSeq;
  });
  afterEach(() => hand().clearFaults());
  const calls = async () => await hand().calls(firstSeq);
  const newToken = () => `token-${++tokens}`;
  const ask = async (operation: string, input: Input): Promise<HttpAnswer> => {
    const answer = await hand().consent(subjectOf(operation).functionName, input);
    if (answer.status < 300) isAsItWas = false;
    return answer;
  };
  const raise = async (event: RaisedEvent | undefined): Promise<Input> => {
    if (event === undefined) return {};
    isAsItWas = false;
    const { instanceId, ...rest } = event;
    const EventId = await hand().raise(instanceId, rest);
    return instanceId.startsWith("i-5edge") ? { EventId } : {};
  };
  return {
    newToken,
    /** Raises an event and gives the parameter that names it, for the API that has one. */
    raise,
    /** The same with the event that the operation's good parameters answer, if they name one. */
    raiseFor: (operation: string) => raise(goodEvents[operation]),
    /** Plans a fault at a call of the operation's product; at its own call unless told otherwise. */
    fail: (operation: string, fault: object) =>
      hand().fault({ product: subjectOf(operation).product, action: operation, ...fault }),
    /** Calls the operation's function, signed by a principal that may consent. */
    ask,
    /** The same with a new token and good parameters, changed like this. */
    askWith: (operation: string, ...changes: readonly Input[]) =>
      ask(operation, changes.reduce(merged, { ClientToken: newToken(), ...goodInputs[operation] })),
    /** Every call of the operation's function in this test, to the cloud or the store. */
    callsOf: async (operation: string): Promise<readonly Call[]> =>
      (await calls()).filter((call) => call.function === subjectOf(operation).functionName),
    /** Requests of the operation's own action in this test, as they went over the wire. */
    sends: async (operation: string): Promise<readonly Call[]> =>
      (await calls()).filter(({ action }) => action === operation),
    /** What no refusal may change. */
    world: async () => {
      const { instances, events } = await hand().world();
      return { instances, events };
    },
  };
}

const merged = (input: Input, change: Input): Input => ({ ...input, ...change });

function subjectOf(operation: string) {
  const subject = subjects.find((candidate) => candidate.operation === operation);
  if (subject === undefined) throw new Error(`${operation} is no operation of the bundle`);
  return subject;
}

/** One local cloud for one test file. */
function createWorldOfTests(): { readonly hand: () => Hand } {
  let cloud: Cloud | undefined;
  let hand: Hand | undefined;
  beforeAll(async () => {
    cloud = await startLocal();
    hand = createProductHand(cloud);
  });
  afterAll(async () => {
    await cloud?.close();
  });
  return {
    hand: () => {
      if (hand === undefined) throw new Error("The local cloud is not started yet");
      return hand;
    },
  };
}
