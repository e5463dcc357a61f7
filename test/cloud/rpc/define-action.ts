import type * as z from "zod";
import type { TaskFate } from "../core/exchange.ts";
import type { Principal } from "../core/principals.ts";
import type { Parameters } from "./parameters.ts";
import { type ErrorRow, RpcError, unknownParameter } from "./rpc-error.ts";

type RunOptions = TaskFate & {
  /** Who asks. */
  readonly caller: Principal;
};

type Outcome = {
  /** The response body without its RequestId. */
  readonly body: object;
  /** True iff the world changed. */
  readonly effect: boolean;
};

/** One action of an API in RPC style; `carryOut` throws RpcError. */
export type Action<State> = {
  readonly name: string;
  /** False for actions that only read. */
  readonly changesWorld: boolean;
  /** The parameters that it takes; strict. */
  readonly params: (state: State) => z.ZodObject;
  /** Every row that `carryOut` may answer with, under any guess, besides those of `missing` and `malformed`. */
  readonly errors: readonly ErrorRow[];
  readonly missing: Manners<State>["missing"];
  readonly malformed: Manners<State>["malformed"];
  readonly carryOut: (state: State, parameters: Parameters, options: RunOptions) => Outcome;
};

/** What an API does about parameters that it cannot use. */
type Manners<State> = {
  /** True: a parameter that the action does not know is passed over; else it is refused. */
  readonly ignoresUnknown: (state: State) => boolean;
  readonly missing: (name: string, state: State) => ErrorRow;
  /** `path` is the name, with the numbers and fields below it. */
  readonly malformed: (path: readonly PropertyKey[], state: State) => ErrorRow;
};

type Definition<State, Schema extends z.ZodObject> = Pick<Action<State>, "name" | "changesWorld" | "errors"> & {
  /** Strict: what it does not list is unknown. A function where a guess decides. */
  readonly params: Schema | ((state: State) => Schema);
  /** The action's own answers to a missing and to a malformed parameter, where its document differs from the common ones. */
  readonly missing?: Manners<State>["missing"];
  readonly malformed?: Manners<State>["malformed"];
  /** True iff the call repeats one that has had its effect. */
  readonly isRepeat?: (state: State, params: z.output<Schema>) => boolean;
  readonly run: (state: State, params: z.output<Schema>, options: RunOptions) => object;
};

/** Makes the `defineAction` of one API: it turns the parameters of an action, and what it does, into the action. */
export const createDefineAction =
  <State>(manners: Manners<State>) =>
  <Schema extends z.ZodObject>(definition: Definition<State, Schema>): Action<State> => {
    const { name, changesWorld, errors, isRepeat = () => false, run } = definition;
    const { missing, malformed, ignoresUnknown } = { ...manners, ...definition };
    const paramsFor = (state: State) =>
      typeof definition.params === "function" ? definition.params(state) : definition.params;
    return {
      name,
      changesWorld,
      params: paramsFor,
      errors,
      missing,
      malformed,
      carryOut: (state, parameters, options) => {
        const params = paramsFor(state);
        const heard = ignoresUnknown(state) ? withoutUnknown(params, parameters) : parameters;
        const parsed = params.safeParse(heard);
        if (!parsed.success)
          throw new RpcError(explain(parsed.error, { name, parameters, state }, { missing, malformed }));
        const effect = changesWorld && !isRepeat(state, parsed.data);
        return { body: listing(errors, name, () => run(state, parsed.data, options)), effect };
      },
    };
  };

/** Runs an action. Throws an Error that is no answer if the action refuses with a row that it does not list. */
function listing(errors: readonly ErrorRow[], name: string, run: () => object): object {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    const { status, code } = error.row;
    if (errors.some((row) => row.status === status && row.code === code)) throw error;
    throw new Error(`The local ${name} answers ${status} ${code}: add that row to its errors.`, { cause: error });
  }
}

/** The parameters that the schema knows, at the top. */
function withoutUnknown(params: z.ZodType, parameters: Parameters): Parameters {
  const issues = params.safeParse(parameters).error?.issues ?? [];
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [],
  );
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !unknown.includes(name)));
}

type Asked<State> = { readonly name: string; readonly parameters: Parameters; readonly state: State };

function explain<State>(
  { issues: [issue] }: z.ZodError,
  { name, parameters, state }: Asked<State>,
  { missing, malformed }: Pick<Manners<State>, "missing" | "malformed">,
): ErrorRow {
  const path = issue?.path ?? [];
  if (issue?.code === "unrecognized_keys") {
    const unknown = [...path, issue.keys[0]].join(".");
    return { ...unknownParameter, message: `The local cloud does not know the parameter "${unknown}" of ${name}.` };
  }
  const top = String(path[0] ?? "");
  return path.length === 1 && !(top in parameters) ? missing(top, state) : malformed(path, state);
}
