import type { Facts, Input, Operation } from "../operations/operation.ts";

/** The subject of a command: the operation, its input apart from its secrets, and the instance. */
export function target<I extends Input, F extends Facts, C>(
  { name, parameters, runbook }: Operation<I, F, C>,
  input: I,
) {
  const { secrets = {} } = parameters;
  const kept = Object.entries(input).filter(([parameter, value]) => value !== undefined && !(parameter in secrets));
  const withheld = Object.entries(input).filter(([parameter, value]) => Boolean(value) && parameter in secrets);
  return {
    operation: name,
    input: Object.fromEntries(kept),
    secrets: Object.fromEntries(withheld.map(([parameter, value]) => [parameter, String(value)])),
    instanceId: parameters.target(input),
    inSteps: runbook?.isAskedFor(input) === true,
  };
}
