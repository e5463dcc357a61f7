import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Account } from "../account/account.ts";
import { allows, type Principal } from "../core/principals.ts";
import { type Blueprint, propertiesOf, typeOf } from "./blueprint.ts";
import { ResourceError, type ResourceType } from "./resources/resource-type.ts";
import { resourceTypes } from "./resources/resource-types.ts";
import type { Stack, StackResource } from "./stack.ts";

/** One resource's part of a stack's work. */
export type Step = {
  readonly logicalId: string;
  readonly type: string;
  /** Does it, and says how to undo it. Throws ResourceError. */
  readonly run: () => (() => void) | undefined;
};

/** For whom a stack's work is done, on what. */
export type Crew = { readonly account: Account; readonly caller: Principal };

/** Makes what the blueprint has and the stack has not, changes what differs. */
export const stepsTo = (stack: Stack, blueprint: Blueprint, crew: Crew): readonly Step[] =>
  blueprint.order.map((logicalId) => ({
    logicalId,
    type: typeOf(blueprint, logicalId).name,
    run: () => {
      const before = stack.resources.get(logicalId);
      const properties = propertiesOf(blueprint, logicalId, stack.resources);
      const isRetained = blueprint.template.Resources[logicalId]?.DeletionPolicy === "Retain";
      const wanted = { logicalId, properties, isRetained, type: typeOf(blueprint, logicalId) };
      return before === undefined ? create(stack, wanted, crew) : update(stack, before, wanted, crew);
    },
  }));

/** Removes resources, the last one first; those that are to stay are only forgotten. */
export const stepsFrom = (stack: Stack, logicalIds: readonly string[], stays: Stays, crew: Crew): readonly Step[] =>
  logicalIds.toReversed().flatMap((logicalId) => {
    const resource = stack.resources.get(logicalId);
    if (resource === undefined) return [];
    return [{ logicalId, type: resource.type, run: () => remove(stack, resource, stays(resource), crew) }];
  });

export type Stays = (resource: StackResource) => boolean;

type Wanted = {
  readonly logicalId: string;
  readonly type: ResourceType;
  readonly properties: StackResource["properties"];
  readonly isRetained: boolean;
};

function create(stack: Stack, { logicalId, type, properties, isRetained }: Wanted, crew: Crew) {
  const { account } = crew;
  requireRights(type, properties, "create", crew);
  const made = { logicalId, type: type.name, properties, isRetained, ...type.create(properties, account) };
  record(stack, {
    ...made,
    status: "CREATE_COMPLETE",
    statusReason: "",
    createdMs: account.nowMs(),
    updatedMs: undefined,
  });
  return () => {
    type.remove(properties, account);
    stack.resources.delete(logicalId);
  };
}

function update(stack: Stack, before: StackResource, { type, properties, isRetained }: Wanted, crew: Crew) {
  if (before.isRetained !== isRetained) stack.resources.set(before.logicalId, { ...before, isRetained });
  if (isDeepStrictEqual(before.properties, properties)) return undefined;
  const fixed = type.fixed.find((name) => !isDeepStrictEqual(before.properties[name], properties[name]));
  if (before.type !== type.name || fixed !== undefined) {
    throw new ResourceError(
      "NotSupported",
      `Property ${fixed ?? "Type"} can not be updated, and replacement is disabled.`,
    );
  }
  const { account } = crew;
  requireRights(type, properties, "update", crew);
  const attributes = type.update(properties, account);
  record(stack, {
    ...before,
    properties,
    attributes,
    isRetained,
    status: "UPDATE_COMPLETE",
    updatedMs: account.nowMs(),
  });
  return () => {
    type.update(before.properties, account);
    stack.resources.set(before.logicalId, before);
  };
}

function remove(stack: Stack, resource: StackResource, isKept: boolean, crew: Crew) {
  const { logicalId, properties } = resource;
  const type = resourceTypes.get(resource.type);
  if (type !== undefined && !isKept) {
    requireRights(type, properties, "remove", crew);
    type.remove(properties, crew.account);
  }
  record(stack, { ...resource, status: "DELETE_COMPLETE", statusReason: isKept ? "Resource retained" : "" });
  stack.resources.delete(logicalId);
  return undefined;
}

/** A stack acts by its caller's rights; the names of the rights are those of the products' APIs. Throws ResourceError. */
function requireRights(
  type: ResourceType,
  properties: StackResource["properties"],
  verb: "create" | "update" | "remove",
  { account, caller }: Crew,
) {
  const rights = type.rights(properties, account);
  const missing = rights[verb].find((action) => !allows(caller, action, rights.resource));
  if (missing === undefined) return;
  throw new ResourceError("NoPermission", `You are not authorized to do this action. ${missing} on ${rights.resource}`);
}

function record(stack: Stack, resource: StackResource) {
  stack.resources.set(resource.logicalId, resource);
  const { logicalId, type, physicalId, status, statusReason, createdMs, updatedMs } = resource;
  const atMs = updatedMs ?? createdMs;
  stack.events.unshift({ eventId: randomUUID(), logicalId, type, physicalId, status, statusReason, atMs });
}
