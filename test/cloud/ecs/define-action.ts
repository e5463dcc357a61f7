import type * as z from "zod";
import type { World } from "../world/world.ts";
import { EcsError, type ErrorRow } from "./ecs-error.ts";
import type { Parameters } from "./parameters.ts";

type RunOptions = {
  /** A fault: the task that this call starts will fail. */
  readonly failedTask: boolean;
};

/** One action of the ECS API; `carryOut` answers the response body without its RequestId, or throws EcsError. */
export type Action = {
  readonly name: string;
  /** False for actions that only read. */
  readonly changesWorld: boolean;
  readonly carryOut: (world: World, parameters: Parameters, options: RunOptions) => object;
};

type Definition<Schema extends z.ZodType> = Pick<Action, "name" | "changesWorld"> & {
  /** Strict: a parameter that is not listed is refused. */
  readonly params: Schema;
  /** The action's own answer to a missing parameter, where its document differs from the common one. */
  readonly missing?: (name: string) => ErrorRow;
  readonly run: (world: World, params: z.output<Schema>, options: RunOptions) => object;
};

/** Makes an action out of its parameters and what it does. */
export const defineAction = <Schema extends z.ZodType>({
  name,
  changesWorld,
  params,
  missing = missingParameter,
  run,
}: Definition<Schema>): Action => ({
  name,
  changesWorld,
  carryOut: (world, parameters, options) => {
    const parsed = params.safeParse(parameters);
    if (!parsed.success) throw new EcsError(explain(parsed.error, name, parameters, missing));
    return run(world, parsed.data, options);
  },
});

/** The common answer to a missing parameter. */
export const missingParameter = (name: string): ErrorRow => ({
  status: 400,
  code: "MissingParameter",
  message: `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
});

function explain(
  { issues: [issue] }: z.ZodError,
  action: string,
  parameters: Parameters,
  missing: (name: string) => ErrorRow,
): ErrorRow {
  if (issue?.code === "unrecognized_keys") {
    // Invented: the cloud ignores what it does not know; here a wrong name must not pass a test.
    const name = [...issue.path, issue.keys[0]].join(".");
    return {
      status: 400,
      code: "InvalidParameter",
      message: `The local cloud does not know the parameter "${name}" of ${action}.`,
    };
  }
  const name = issue?.path.join(".") ?? "";
  if (issue?.path.length === 1 && !(name in parameters)) return missing(name);
  return {
    status: 400,
    code: `InvalidParameter.${String(issue?.path[0] ?? "")}`, // invented
    message: `The specified parameter "${name}" is not valid.`,
  };
}
