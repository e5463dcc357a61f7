import type { Notice } from "../remediation/answerable.ts";
import type { Input, Operation } from "./operation.ts";

/** A parameter that cannot stand as it does, and why. */
export type Unusable = { readonly path: readonly (string | number)[]; readonly message: string };

/** Why these parameters of an owner's rule do not make a call that answers events of this kind; undefined if they do. */
export function unusableInput(
  operation: Operation,
  input: Input,
  kind: Pick<Notice, "type" | "status">,
): Unusable | undefined {
  const { parameters, event, product, name } = operation;
  const secret = Object.keys(parameters.secrets ?? {}).find((parameter) => parameter in input);
  if (secret !== undefined) return { path: [secret], message: "is a secret, and those are stored nowhere" };
  const notice = { product, eventId: "e-1", instanceId: "i-1", ...kind };
  const { data, error } = parameters.schema.safeParse({ ...event.inputFor(notice), ...input });
  const [issue] = error?.issues ?? [];
  if (issue?.code === "unrecognized_keys")
    return { path: [...issue.path.map(String), issue.keys[0] ?? ""], message: `is no parameter of ${name}` };
  if (issue !== undefined) return { path: issue.path.map(String), message: issue.message };
  if (data === undefined || isFor(operation, data, notice)) return undefined;
  return { path: [], message: "must name no instance and no event: they are the notice's" };
}

/** True iff the input is for the notice's instance, whose row is claimed, and for no other event than the notice's. */
const isFor = ({ parameters, event: { idOf } }: Operation, input: Input, { instanceId, eventId }: Notice) =>
  parameters.target(input) === instanceId && (idOf?.(input) ?? eventId) === eventId;
