import type { Account } from "../account/account.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import { type ResourceType, unknownText } from "./resources/resource-type.ts";
import { resourceTypes } from "./resources/resource-types.ts";
import { rosErrors } from "./ros-errors.ts";
import type { StackResource } from "./stack.ts";
import { orderOf } from "./template/order.ts";
import { holds, resolve, type Scope } from "./template/resolve.ts";
import type { Template } from "./template/template.ts";

type Fields = Readonly<Record<string, unknown>>;
type Made = ReadonlyMap<string, Pick<StackResource, "physicalId" | "attributes">>;

/** What a stack is to be: its template with the values of its parameters. */
export type Blueprint = {
  readonly template: Template;
  /** The template as it was sent. */
  readonly text: string;
  readonly parameters: Fields;
  /** Parameters and pseudo parameters. */
  readonly values: Fields;
  /** Logical ids of the resources whose conditions hold, each after what it needs. */
  readonly order: readonly string[];
};

type Place = Pick<Account, "accountId" | "regionId"> & { readonly stackId: string; readonly stackName: string };

/** Reads a template as a stack; everything that can be judged before anything is made is judged. Throws RpcError. */
export function draw(
  { template, text }: Pick<Blueprint, "template" | "text">,
  parameters: Fields,
  place: Place,
): Blueprint {
  const values = { ...parameters, ...pseudoParameters(place) };
  const conditional = scopeOf({ template, values }, "Conditions", () => undefined);
  const order = orderOf(template.Resources).filter((logicalId) => {
    const condition = template.Resources[logicalId]?.Condition;
    return condition === undefined || holds(condition, conditional);
  });
  const blueprint = { template, text, parameters, values, order };
  for (const logicalId of order) checkResource(blueprint, logicalId);
  outputsOf(blueprint, undefined);
  return blueprint;
}

const pseudoParameters = ({ accountId, regionId, stackId, stackName }: Place) => ({
  "ALIYUN::Region": regionId,
  "ALIYUN::StackId": stackId,
  "ALIYUN::StackName": stackName,
  "ALIYUN::TenantId": accountId,
  "ALIYUN::AccountId": accountId,
});

/** The texts are invented, after those of Heat, of which ROS is one. */
function checkResource(blueprint: Blueprint, logicalId: string) {
  const problem = typeOf(blueprint, logicalId).problem(propertiesOf(blueprint, logicalId, undefined));
  if (problem === undefined) return;
  throw new RpcError(rosErrors.validationFailed(`Property error: Resources.${logicalId}.Properties: ${problem}`));
}

/** The type of a resource. Throws RpcError. */
export function typeOf({ template }: Pick<Blueprint, "template">, logicalId: string): ResourceType {
  const name = template.Resources[logicalId]?.Type ?? "";
  const type = resourceTypes.get(name);
  if (type === undefined) throw new RpcError(rosErrors.unknownType(name));
  return type;
}

/** A resource's properties, by what was made before it; undefined: nothing is made, and what is not known is `unknownText`. */
export const propertiesOf = (blueprint: Blueprint, logicalId: string, made: Made | undefined): Fields => {
  const said = blueprint.template.Resources[logicalId]?.Properties ?? {};
  const resolved = resolve(said, scopeOf(blueprint, `Resources.${logicalId}`, lookUp(blueprint, made)));
  return typeof resolved === "object" && resolved !== null ? { ...resolved } : {};
};

/** The outputs of a stack whose conditions hold. Throws RpcError. */
export function outputsOf(blueprint: Blueprint, made: Made | undefined) {
  const scope = scopeOf(blueprint, "Outputs", lookUp(blueprint, made));
  return Object.entries(blueprint.template.Outputs)
    .filter(([, { Condition }]) => Condition === undefined || holds(Condition, scope))
    .map(([name, { Value, Description }]) => ({
      OutputKey: name,
      OutputValue: resolve(Value, scope),
      Description: Description ?? "No description given",
    }));
}

type LookUp = (
  logicalId: string,
) => { readonly physicalId: unknown; readonly attribute: (name: string) => unknown } | undefined;

const lookUp =
  (blueprint: Blueprint, made: Made | undefined): LookUp =>
  (logicalId) => {
    if (!blueprint.order.includes(logicalId)) return undefined;
    const resource = made?.get(logicalId);
    if (made !== undefined && resource === undefined) return undefined;
    return {
      physicalId: resource?.physicalId ?? `${unknownText}${logicalId}`,
      attribute: (name) => {
        if (!typeOf(blueprint, logicalId).attributes.includes(name)) return undefined;
        return resource === undefined ? `${unknownText}${logicalId}.${name}` : resource.attributes[name];
      },
    };
  };

function scopeOf({ template, values }: Pick<Blueprint, "template" | "values">, where: string, find: LookUp): Scope {
  return {
    values,
    conditions: template.Conditions,
    where,
    ref: (logicalId) => find(logicalId)?.physicalId,
    attribute: (logicalId, name) => {
      const resource = find(logicalId);
      if (resource === undefined) throw new RpcError(rosErrors.invalidReference(logicalId, where));
      const value = resource.attribute(name);
      if (value === undefined) throw new RpcError(rosErrors.invalidAttribute(logicalId, name));
      return value;
    },
  };
}
