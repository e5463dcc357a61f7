import { contact, contactGroup, metricRule } from "./cms.ts";
import { eventBridgeRule } from "./event-bridge-rule.ts";
import { mnsQueue } from "./mns-queue.ts";
import { otsInstance, otsInstanceV2 } from "./ots-instance.ts";
import { ramRole } from "./ram-role.ts";
import type { ResourceType } from "./resource-type.ts";
import { slsIndex, slsLogstore, slsProject } from "./sls.ts";

/**
 * The types of resources that the local ROS makes, with their properties as the official classes have them
 * (`@alicloud/ros-cdk-{ram,ots,sls,cms,eventbridge}` 1.11–1.15; the queue as ROS documents it).
 */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    ramRole,
    otsInstance,
    otsInstanceV2,
    slsProject,
    slsLogstore,
    slsIndex,
    mnsQueue,
    metricRule,
    contactGroup,
    contact,
    eventBridgeRule,
  ].map((type) => [type.name, type]),
);
