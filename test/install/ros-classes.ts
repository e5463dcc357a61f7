import * as cms from "@alicloud/ros-cdk-cms";
import { RosResource, Stack } from "@alicloud/ros-cdk-core";
import * as eventbridge from "@alicloud/ros-cdk-eventbridge";
import * as ots from "@alicloud/ros-cdk-ots";
import * as ram from "@alicloud/ros-cdk-ram";
import * as sls from "@alicloud/ros-cdk-sls";

type Maker = {
  readonly ROS_RESOURCE_TYPE_NAME: string;
  new (scope: Stack, id: string, props: object, enableResourcePropertyConstraint: boolean): RosResource;
};

/** The vendor's classes by resource type. Each refuses properties that its type does not take, when it is rendered. */
const makers: ReadonlyMap<string, Maker> = new Map(
  [cms, eventbridge, ots, ram, sls]
    .flatMap((of) => Object.values(of))
    .filter(isMaker)
    .map((maker) => [maker.ROS_RESOURCE_TYPE_NAME, maker]),
);

function isMaker(value: unknown): value is Maker {
  return typeof value === "function" && value.prototype instanceof RosResource && "ROS_RESOURCE_TYPE_NAME" in value;
}

/** Maps whose keys are the user's. */
const free = new Set(["FilterPattern", "Resources"]);
/** The classes' own names for these. */
const renamed: Readonly<Record<string, string>> = { Id: "identity" };

/** What the class of a type makes of these properties. Throws for what it refuses, and for a type that it does not know. */
export function rendered(type: string, properties: object): unknown {
  const Maker = makers.get(type);
  if (Maker === undefined) throw new Error(`No class of ROS has the type ${type}.`);
  const stack = new Stack();
  const made = new Maker(stack, "Resource", inWordsOfClasses(properties) as object, true);
  return stack.resolve(made._toRosTemplate()).Resources.Resource.Properties;
}

/** Properties as the classes name them: NetworkTypeACL → networkTypeAcl. */
function inWordsOfClasses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inWordsOfClasses);
  if (typeof value !== "object" || value === null || isFunction(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      renamed[key] ?? camel(key),
      free.has(key) ? item : inWordsOfClasses(item),
    ]),
  );
}

/** Ref and the Fn of a template stand for whatever is due in their place. */
const isFunction = (value: object) => Object.keys(value).some((key) => key === "Ref" || key.startsWith("Fn::"));

const camel = (key: string) => {
  const words = key.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*/g) ?? [key];
  return words
    .map((word, at) => (at === 0 ? "" : word.slice(0, 1)) + word.slice(at === 0 ? 0 : 1).toLowerCase())
    .join("");
};
