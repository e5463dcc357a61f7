import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { RpcError } from "../../rpc/rpc-error.ts";
import { type Blueprint, draw, propertiesOf, typeOf } from "../blueprint.ts";
import { common, defineAction, parameterList, type RosState, stackFor, truthText } from "../define-action.ts";
import { unknownText } from "../resources/resource-type.ts";
import { rosErrors } from "../ros-errors.ts";
import type { Stack } from "../stack.ts";
import { needsOf } from "../template/order.ts";
import { readParameters } from "../template/parameters.ts";
import { readTemplate } from "../template/template.ts";
import { templateErrors } from "./template-errors.ts";
import { drawAgain } from "./update-stack.ts";

const params = z.strictObject({
  ...common,
  StackId: z.string().optional(),
  StackName: z.string().optional(),
  TemplateBody: z.string().optional(),
  Parameters: parameterList,
  UsePreviousParameters: truthText.default(false),
  DisableRollback: truthText.optional(),
  TimeoutInMinutes: z.string().optional(),
});

type Said = z.output<typeof params>;

/** PreviewStack 2019-09-10: of a new stack, or of an update. What Action says of each resource is invented, its values are documented. */
export const previewStack = defineAction({
  name: "PreviewStack",
  changesWorld: false,
  params,
  errors: [
    rosErrors.stackExists(""),
    rosErrors.stackNotFound(""),
    rosErrors.missing("TemplateBody"),
    ...templateErrors,
  ],
  run: (state, said) => {
    const stack = said.StackId === undefined ? undefined : stackFor(state, said.StackId);
    const blueprint = stack === undefined ? drawNew(said, state) : drawAgain(stack, said, state);
    const gone = [...(stack?.resources.values() ?? [])].filter(({ logicalId }) => !blueprint.order.includes(logicalId));
    const removed = gone.map(({ logicalId, type, physicalId }) => ({
      LogicalResourceId: logicalId,
      ResourceType: type,
      PhysicalResourceId: physicalId,
      Action: "Remove",
    }));
    return {
      Stack: {
        StackName: stack?.stackName ?? said.StackName,
        RegionId: state.account.regionId,
        Resources: [...blueprint.order.map((logicalId) => previewed(blueprint, logicalId, stack)), ...removed],
      },
    };
  },
});

function drawNew({ StackName = "", TemplateBody, Parameters }: Said, { account, stacks }: RosState): Blueprint {
  if (TemplateBody === undefined) throw new RpcError(rosErrors.missing("TemplateBody"));
  if (stacks.byName(StackName) !== undefined) throw new RpcError(rosErrors.stackExists(StackName));
  const template = readTemplate(TemplateBody);
  const { accountId, regionId } = account;
  return draw({ template, text: TemplateBody }, readParameters(template, Parameters), {
    accountId,
    regionId,
    stackId: "None",
    stackName: StackName,
  });
}

function previewed(blueprint: Blueprint, logicalId: string, stack: Stack | undefined) {
  const before = stack?.resources.get(logicalId);
  const properties = propertiesOf(blueprint, logicalId, undefined);
  const others = blueprint.template.Resources;
  return {
    LogicalResourceId: logicalId,
    ResourceType: typeOf(blueprint, logicalId).name,
    PhysicalResourceId: before?.physicalId ?? "",
    Action: before === undefined ? "Add" : differs(before.properties, properties) ? "Modify" : "None",
    Properties: JSON.parse(JSON.stringify(properties).replaceAll(JSON.stringify(unknownText).slice(1, -1), "")),
    RequiredBy: blueprint.order.filter((other) => needsOf(other, others).includes(logicalId)),
  };
}

/** What refers to another resource is not known before; it counts as the same. */
const differs = (before: object, after: object) =>
  !isDeepStrictEqual(before, after) &&
  Object.entries(after).some(
    ([name, value]) =>
      !JSON.stringify(value).includes(JSON.stringify(unknownText).slice(1, -1)) &&
      !isDeepStrictEqual(Reflect.get(before, name), value),
  );
