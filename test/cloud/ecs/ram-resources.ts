import type { Parameters } from "../rpc/parameters.ts";
import type { World } from "../world/world.ts";

type Resources = (parameters: Parameters, world: World) => readonly string[];

/**
 * The resources that a role must allow an action on, all of them. Source: ECS "RAM authorization"
 * (api-ecs-2014-05-26-ram, 2026). An action that is not here knows all resources only: `*`, and for it a role that names a
 * region or a kind allows nothing.
 */
export function resourcesOf(action: string, parameters: Parameters, world: World): readonly string[] {
  const { accountId, regionId } = world.settings;
  const named = kinds.get(action)?.(parameters, world);
  return named?.map((resource) => `acs:ecs:${regionId}:${accountId}:${resource}`) ?? ["*"];
}

const instance: Resources = ({ InstanceId }) => [`instance/${String(InstanceId)}`];

/** The document has `<kind>/*` and `<kind>/<id>` side by side: which of them is judged when ids are named is invented. */
const listed =
  (kind: string, parameter: string): Resources =>
  ({ [parameter]: ids }, { holds }) =>
    holds("ecs.ram") || typeof ids !== "string" ? [`${kind}/*`] : idsIn(ids).map((id) => `${kind}/${id}`);

const idsIn = (text: string): readonly string[] => text.match(/[\w.-]+/g) ?? [];

/** The instance is required; that the disk that goes and the image that comes are judged too is invented. */
const replaced: Resources = ({ InstanceId, ImageId }, { disks, holds }) => {
  if (!holds("ecs.ram-optional")) return [`instance/${String(InstanceId)}`];
  const present = [...disks.values()].filter((disk) => disk.instanceId === InstanceId && disk.type === "system");
  const images = typeof ImageId === "string" ? [`image/${ImageId}`] : [];
  return [`instance/${String(InstanceId)}`, ...present.map(({ diskId }) => `disk/${diskId}`), ...images];
};

const kinds: ReadonlyMap<string, Resources> = new Map([
  ["DescribeInstances", listed("instance", "InstanceIds")],
  ["DescribeDisks", listed("disk", "DiskIds")],
  ["DescribeImages", listed("image", "ImageId")],
  ["RedeployInstance", instance],
  ["RebootInstance", instance],
  ["StopInstance", instance],
  ["StartInstance", instance],
  ["ReplaceSystemDisk", replaced],
]);
