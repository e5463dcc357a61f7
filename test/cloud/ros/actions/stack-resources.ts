import * as z from "zod";
import { RpcError } from "../../rpc/rpc-error.ts";
import { common, defineAction, isoTime, lookedAt, stackFor } from "../define-action.ts";
import { rosErrors } from "../ros-errors.ts";
import type { Stack, StackEvent, StackResource } from "../stack.ts";

/** ListStackResources 2019-09-10: what is there, and what failed. */
export const listStackResources = defineAction({
  name: "ListStackResources",
  changesWorld: false,
  params: z.strictObject({ ...common, StackId: z.string() }),
  errors: [rosErrors.stackNotFound("")],
  run: (state, { StackId }) => {
    const stack = stackFor(state, StackId);
    const all = new Map([...stack.resources, ...stack.failures]);
    const answer = { Resources: [...all.values()].map((resource) => shown(stack, resource)) };
    lookedAt(stack);
    return answer;
  },
});

/** GetStackResource 2019-09-10; attributes only if they are asked for. */
export const getStackResource = defineAction({
  name: "GetStackResource",
  changesWorld: false,
  params: z.strictObject({
    ...common,
    StackId: z.string(),
    LogicalResourceId: z.string(),
    ShowResourceAttributes: z.stringbool().default(false),
  }),
  errors: [rosErrors.stackNotFound(""), rosErrors.noResource("", "")],
  run: (state, { StackId, LogicalResourceId, ShowResourceAttributes }) => {
    const stack = stackFor(state, StackId);
    const resource = stack.resources.get(LogicalResourceId);
    if (resource === undefined) throw new RpcError(rosErrors.noResource(stack.stackName, LogicalResourceId));
    const attributes = Object.entries(resource.attributes).map(([name, value]) => ({
      ResourceAttributeName: name,
      ResourceAttributeValue: value,
    }));
    lookedAt(stack);
    return { ...shown(stack, resource), ...(ShowResourceAttributes && { ResourceAttributes: attributes }) };
  },
});

const number = z.coerce.number().int().min(1);

/** ListStackEvents 2019-09-10: the newest first. */
export const listStackEvents = defineAction({
  name: "ListStackEvents",
  changesWorld: false,
  params: z.strictObject({
    ...common,
    StackId: z.string(),
    PageNumber: number.default(1),
    PageSize: number.max(50).default(10),
  }),
  errors: [rosErrors.stackNotFound("")],
  run: (state, { StackId, PageNumber, PageSize }) => {
    const stack = stackFor(state, StackId);
    const page = stack.events.slice((PageNumber - 1) * PageSize, PageNumber * PageSize);
    const answer = { TotalCount: stack.events.length, PageNumber, PageSize, Events: page.map((e) => told(stack, e)) };
    lookedAt(stack);
    return answer;
  },
});

const shown = ({ stackId, stackName }: Stack, resource: StackResource) => ({
  StackId: stackId,
  StackName: stackName,
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  Status: resource.status,
  StatusReason: resource.statusReason,
  CreateTime: isoTime(resource.createdMs),
  UpdateTime: isoTime(resource.updatedMs),
});

const told = ({ stackId, stackName }: Stack, event: StackEvent) => ({
  StackId: stackId,
  StackName: stackName,
  EventId: event.eventId,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId,
  ResourceType: event.type,
  Status: event.status,
  StatusReason: event.statusReason,
  CreateTime: isoTime(event.atMs),
});
