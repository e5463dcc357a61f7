import type * as z from "zod";
import type { Ecs } from "./cloud/ecs.ts";
import type { Pin, Sent } from "./cloud/sent.ts";
import type { Bounds } from "./ledger/bounds.ts";
import type { Answers, SystemEvent } from "./remediation/answerable.ts";

/** The cloud ports an operation may use. */
export type Ports = { readonly ecs: Ecs };

/** One reason why an operation may not run, with the document's code and text, in the order in which they are tried. */
type Check<I, F> = {
  readonly code: string;
  readonly message: string;
  /** `eventId`: the system event that the command names, if it names one. */
  readonly fails: (facts: F, input: I, eventId: string | undefined) => boolean;
};

/** What every look reads, whatever else it reads. */
export type Facts = { readonly events: readonly SystemEvent[] };

/** The document's error row for a code. `lasting`: parameter, permission or not found; such an answer is remembered. */
export type ErrorRow = { readonly status: number; readonly lasting: boolean };

export type Attempt = { readonly signedAtMs: number; readonly baseline: readonly string[] };

/** `unproven`: it ended, but whether it helped does not show. */
type Proof = "running" | "succeeded" | "failed" | "unproven";

/** An operation's parameters, under the document's own names. */
export type Input = Readonly<Record<string, unknown>>;

export type Operation<I extends Input = Input, F extends Facts = Facts> = {
  /** The API's own name, which is also the RAM action behind `product:`. */
  readonly name: string;
  readonly product: "ecs" | "ens";
  readonly version: string;
  readonly summary: string;
  /** The document's parameters; everything else is refused. */
  readonly input: z.ZodType<I>;
  readonly target: (input: I) => string;
  /** The input that answers a system event of this instance. */
  readonly inputForEvent: (instanceId: string) => I;
  /** Which events, in which status, this operation answers. */
  readonly answers: Answers;
  readonly look: (ports: Ports, input: I) => Promise<F>;
  readonly checks: readonly Check<I, F>[];
  /** The pending event that a run would answer; of several the one due first, unless one is named. */
  readonly eventOf: (facts: F, eventId: string | undefined) => SystemEvent | undefined;
  /** Why running would lose data, or undefined. */
  readonly dataLoss: (facts: F, input: I) => string | undefined;
  /** Evidence ids that exist before the send and so cannot be its own. */
  readonly baseline: (facts: F) => readonly string[];
  /** Evidence ids that an attempt signed at this time can have caused, baseline left out. */
  readonly evidence: (facts: F, attempt: Attempt, bounds: Bounds) => readonly string[];
  /** How the effect with these evidence ids, in answer to this event, stands. */
  readonly proof: (facts: F, evidenceIds: readonly string[], eventId: string | undefined) => Proof;
  readonly call: (ports: Ports, input: I, pin: Pin) => Promise<Sent>;
  readonly errors: Readonly<Record<string, ErrorRow>>;
};

export const defineOperation = <I extends Input, F extends Facts>(operation: Operation<I, F>): Operation<I, F> =>
  operation;
