import type * as z from "zod";
import type { Bounds } from "../bounds.ts";
import type { Pin, Sent } from "../cloud/sent.ts";
import type { Runbook } from "../ledger/runbook.ts";
import type { Loss } from "../loss.ts";
import type { Answers, Notice, SystemEvent } from "../remediation/answerable.ts";
import type { Advice } from "./advice-kinds.ts";

/** One reason why an operation may not run, with the document's code and text, in the order in which they are tried. */
type Check<I, F> = {
  readonly code: string;
  /** What is allowed, and what is there instead. */
  readonly message: string | ((facts: F, input: I, event: SystemEvent | undefined) => string);
  /** `event`: the pending system event that a run would answer, if there is one. */
  readonly fails: (facts: F, input: I, event: SystemEvent | undefined) => boolean;
};

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

/** One operation of the cloud as data: everything that differs between two of them. `C` is the port to its product. */
export type Operation<I extends Input = Input, F extends Facts = Facts, C = never> = {
  /** The API's own name, which is also the RAM action behind `product:`. */
  readonly name: string;
  readonly product: "ecs" | "ens";
  readonly version: string;
  readonly summary: string;
  /** Why it may need consent, for docs. */
  readonly consent: string;
  /** The document's parameters; everything else is refused. */
  readonly input: z.ZodType<I>;
  /** Parameters that are never stored, and what to use where they cannot be taken: they come by a signed call only. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Parameters of the document that are not taken, and why. */
  readonly refused?: Readonly<Record<string, string>>;
  readonly target: (input: I) => string;
  /** The system event that the parameters name, where the document has one. */
  readonly eventIdOf?: (input: I) => string;
  /** True iff the parameters ask for a check only, by the cloud's own DryRun. */
  readonly isDryRun?: (input: I) => boolean;
  /** What the caller should know of its parameters though they are accepted. */
  readonly warnings?: (input: Input) => readonly string[];
  /** The input that answers a system event. */
  readonly inputForEvent: (notice: Notice) => Input;
  /** Which events, in which status, this operation answers. */
  readonly answers: Answers;
  /** An event that it answers by an exception to `answers`. */
  readonly exception?: (facts: F, eventId: string | undefined) => SystemEvent | undefined;
  /** True iff the parameters ask for several calls; `steps` says how the others differ from the operation's own. */
  readonly inSteps?: (input: I) => boolean;
  readonly steps?: Readonly<Record<"stop" | "start", Step<I, F, C>>>;
  readonly look: (cloud: C, input: I) => Promise<F>;
  readonly checks: readonly Check<I, F>[];
  /** What running would lose. */
  readonly dataLoss: (facts: F, input: I) => readonly Loss[];
  /** Evidence ids that exist before the send and so cannot be its own. */
  readonly baseline: (facts: F) => readonly string[];
  /** Evidence ids that this attempt can have caused, baseline left out. */
  readonly evidence: (traces: Traces<I, F>, bounds: Bounds) => readonly string[];
  /** True iff an attempt without evidence is proved to have had no effect, once no copy of it can be taken. */
  readonly absenceShows: (traces: Traces<I, F>, bounds: Bounds) => boolean;
  /** How an effect stands. */
  readonly proof: (traces: Traces<I, F>, effect: Effect) => Proof;
  /** When an effect begins, if the parameters say so; its proof is due some time later. Epoch milliseconds. */
  readonly beginsAtMs?: (input: I) => number | undefined;
  /** `token`: the same in every attempt of one operation, for a cloud that takes one. */
  readonly call: (cloud: C, input: I, pin: Pin, token: string) => Promise<Sent>;
  /** The document's field for an evidence id, in answers. */
  readonly answerFields: (evidenceId: string | undefined) => object;
  /** The document's error table, by status and code. */
  readonly errors: Readonly<Record<`${number} ${string}`, Advice>>;
};

/**
 * A call of a runbook besides the operation's own. `isDone`: the state that it is for is there already, seen by a look
 * that began at `lookedAtMs` (epoch milliseconds).
 */
export type Step<I extends Input = Input, F extends Facts = Facts, C = never> = Pick<
  Operation<I, F, C>,
  "checks" | "evidence" | "absenceShows" | "proof" | "call" | "answerFields" | "errors"
> &
  Partial<Pick<Operation<I, F, C>, "look">> & {
    readonly isDone: (facts: F, runbook: Runbook | undefined, lookedAtMs: number) => boolean;
  };

/** The operation as a step of its runbook has it; the operation itself if it is not there, or for its own step. */
export function stepOf<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  runbook: Runbook | undefined,
): Operation<I, F, C> & Partial<Pick<Step<I, F, C>, "isDone">> {
  const step = runbook?.step;
  return step === undefined || step === "replace" ? operation : { ...operation, ...operation.steps?.[step] };
}

/** The first reason why it may not run, in words; undefined if it may. */
export function refusalBy<I, F>(
  checks: readonly Check<I, F>[],
  facts: F,
  input: I,
  event: SystemEvent | undefined,
): { readonly code: string; readonly message: string } | undefined {
  const check = checks.find(({ fails }) => fails(facts, input, event));
  if (check === undefined) return undefined;
  const { code, message } = check;
  return { code, message: typeof message === "string" ? message : message(facts, input, event) };
}

export const defineOperation = <I extends Input, F extends Facts, C>(operation: Operation<I, F, C>) => operation;
