import type * as z from "zod";
import type { Parameters } from "./parameters.ts";
import { type ErrorRow, RpcError } from "./rpc-error.ts";

type RunOptions = {
  /** A fault: the task that this call starts will fail. */
  readonly failedTask: boolean;
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

type Definition<State, Schema extends z.ZodType> = Pick<Action<State>, "name" | "changesWorld"> & {
  /** Strict: what it does not list is unknown. A function where a guess decides. */
  readonly params: Schema | ((state: State) => Schema);
  /** The action's own answer to a missing parameter, where its document differs from the common one. */
  readonly missing?: Manners<State>["missing"];
  /** True iff the call repeats one that has had its effect. */
  readonly isRepeat?: (state: State, params: z.output<Schema>) => boolean;
  readonly run: (state: State, params: z.output<Schema>, options: RunOptions) => object;
};

/** Makes the `defineAction` of one API: it turns the parameters of an action, and what it does, into the action. */
export const createDefineAction =
  <State>(manners: Manners<State>) =>
  <Schema extends z.ZodType>(definition: Definition<State, Schema>): Action<State> => ({
    name: definition.name,
    changesWorld: definition.changesWorld,
    carryOut: (state, parameters, options) => {
      const { name, changesWorld, isRepeat = () => false, missing = manners.missing, run } = definition;
      const params = typeof definition.params === "function" ? definition.params(state) : definition.params;
      const heard = manners.ignoresUnknown(state) ? withoutUnknown(params, parameters) : parameters;
      const parsed = params.safeParse(heard);
      if (!parsed.success)
        throw new RpcError(explain(parsed.error, { name, parameters, state }, { ...manners, missing }));
      const effect = changesWorld && !isRepeat(state, parsed.data);
      return { body: run(state, parsed.data, options), effect };
    },
  });

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
  { missing, malformed }: Manners<State>,
): ErrorRow {
  const path = issue?.path ?? [];
  if (issue?.code === "unrecognized_keys") {
    // Invented: the cloud ignores what it does not know; here a wrong name must not pass a test.
    return {
      status: 400,
      code: "InvalidParameter",
      message: `The local cloud does not know the parameter "${[...path, issue.keys[0]].join(".")}" of ${name}.`,
    };
  }
  const top = String(path[0] ?? "");
  return path.length === 1 && !(top in parameters) ? missing(top, state) : malformed(path, state);
}
