import type * as z from "zod";
import type { Bounds } from "../bounds.ts";
import type { Pin, Sent } from "../cloud/sent.ts";
import type { Runbook } from "../ledger/runbook.ts";
import type { Loss } from "../loss.ts";
import type { Answers, Notice, SystemEvent } from "../remediation/answerable.ts";
import type { Advice } from "./advice-kinds.ts";
import type { Check } from "./check.ts";

/** What every look reads, whatever else it reads; an instance that the cloud does not know is undefined. */
export type Facts = {
  readonly instance: object | undefined;
  readonly events: readonly SystemEvent[];
  readonly hasLocalDisks: boolean;
};

/** One attempt and what the cloud shows of it. Times are epoch milliseconds. */
export type Traces<I, F> = {
  readonly facts: F;
  readonly input: I;
  /** The system event that it answers. */
  readonly eventId: string | undefined;
  readonly signedAtMs: number;
  /** Evidence ids that were there before the send. */
  readonly baseline: readonly string[];
};

/** An effect that the cloud took: its evidence ids, and how long ago the cloud was known to have taken it. */
type Effect = { readonly evidenceIds: readonly string[]; readonly adopted: boolean; readonly acceptedForMs: number };

/** `unproven`: it ended, but whether it helped does not show. */
type Proof = "running" | "succeeded" | "failed" | "unproven";

/** An operation's parameters, under the document's own names. */
export type Input = Readonly<Record<string, unknown>>;

/** What a caller may say, and what its words mean. */
type Parameters<I extends Input> = {
  /** The document's parameters; everything else is refused. */
  readonly schema: z.ZodType<I>;
  /** Parameters that are never stored, and what to use where they cannot be taken: they come by a signed call only. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Parameters of the document that are not taken, and why. */
  readonly unsupported?: Readonly<Record<string, string>>;
  /** What the caller should know of its parameters though they are accepted. */
  readonly warnings?: (input: Input) => readonly string[];
  /** The id of the instance. Every operation's parameters must name it: the row of the ledger is the instance's. */
  readonly target: (input: I) => string;
  /** True iff the parameters ask for a check only, by the cloud's own DryRun. */
  readonly isDryRun?: (input: I) => boolean;
};

/** Which system events the operation answers, and how. */
type OfEvent<I extends Input, F extends Facts> = {
  /** Which events, in which status. */
  readonly answers: Answers;
  /** The input that answers one. */
  readonly inputFor: (notice: Notice) => Input;
  /** The system event that the parameters name, where the document has one. */
  readonly idOf?: (input: I) => string;
  /** An event that it answers by an exception to `answers`. */
  readonly exception?: (facts: F, eventId: string | undefined) => SystemEvent | undefined;
};

/** How the cloud's own record shows what an attempt did. */
type OfEffect<I extends Input, F extends Facts> = {
  /** Evidence ids that exist before the send and so cannot be its own. */
  readonly baseline: (facts: F) => readonly string[];
  /** Evidence ids that this attempt can have caused, baseline left out. */
  readonly evidence: (traces: Traces<I, F>, bounds: Bounds) => readonly string[];
  /** True iff an attempt without evidence is proved to have had no effect, once no copy of it can be taken. */
  readonly absenceShows: (traces: Traces<I, F>, bounds: Bounds) => boolean;
  /** How an effect stands. */
  readonly proof: (traces: Traces<I, F>, effect: Effect, bounds: Bounds) => Proof;
  /** When an effect begins, if the parameters say so; its proof is due some time later. Epoch milliseconds. */
  readonly beginsAtMs?: (input: I) => number | undefined;
};

/** One call of the cloud: when it may be made, and what it says and does. `C` is the port to the product. */
type Callable<I extends Input, F extends Facts, C> = {
  readonly look: (cloud: C, input: I) => Promise<F>;
  readonly checks: readonly Check<I, F>[];
  readonly effect: OfEffect<I, F>;
  /** `token`: the same in every attempt of one operation, for a cloud that takes one. */
  readonly call: (cloud: C, input: I, pin: Pin, token: string) => Promise<Sent>;
  /** The document's field for an evidence id, in replies. */
  readonly replyFields: (evidenceId: string | undefined) => object;
  /** The document's error table, by status and code. */
  readonly errors: Readonly<Record<`${number} ${string}`, Advice>>;
};

/** One operation of the cloud as data: everything that differs between two of them. */
export type Operation<I extends Input = Input, F extends Facts = Facts, C = never> = Callable<I, F, C> & {
  /** The API's own name, which is also the RAM action behind `product:`. */
  readonly name: string;
  readonly product: "ecs" | "ens";
  readonly version: string;
  readonly summary: string;
  /** Why it may need consent, for docs. */
  readonly consent: string;
  readonly parameters: Parameters<I>;
  readonly event: OfEvent<I, F>;
  /** What running would lose; `event`: the one that it would answer, if there is one. */
  readonly dataLoss: (facts: F, input: I, event: SystemEvent | undefined) => readonly Loss[];
  /** Set if the parameters can ask for several calls; `steps` says how the others differ from the operation's own. */
  readonly runbook?: {
    readonly isAskedFor: (input: I) => boolean;
    readonly steps: Readonly<Record<"stop" | "start", Step<I, F, C>>>;
  };
};

/** A call of a runbook besides the operation's own. */
export type Step<I extends Input = Input, F extends Facts = Facts, C = never> = Omit<
  Callable<I, F, C>,
  "look" | "effect"
> &
  Partial<Pick<Callable<I, F, C>, "look">> & {
    readonly effect: Omit<OfEffect<I, F>, "baseline" | "beginsAtMs">;
    /** The state that it is for is there already, seen by a look that began at `lookedAtMs` (epoch milliseconds). */
    readonly isDone: (facts: F, runbook: Runbook | undefined, lookedAtMs: number, bounds: Bounds) => boolean;
  };

/** The operation as a step of its runbook has it; the operation itself if it is not there, or for its own step. */
export function stepOf<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  runbook: Runbook | undefined,
): Operation<I, F, C> & Partial<Pick<Step<I, F, C>, "isDone">> {
  const name = runbook?.step;
  const step = name === undefined || name === "replace" ? undefined : operation.runbook?.steps[name];
  if (step === undefined) return operation;
  return { ...operation, ...step, effect: { ...operation.effect, ...step.effect } };
}

/** Declares an operation on a port and the facts that its look reads; the input is inferred from its schema. */
export const operationOf =
  <C, F extends Facts>() =>
  <I extends Input>(operation: Operation<I, F, C>) =>
    operation;
