import * as z from "zod";
import type { FoundStack } from "../found.ts";
import { mark } from "../names.ts";
import type { WantedStack } from "../wanted-stack.ts";
import type { ControlPlane } from "./control-plane.ts";
import { createRpc } from "./rpc.ts";

/** Resource Orchestration Service: the calls that the installer makes. Each throws `CloudError`. */
export type Stacks = ReturnType<typeof createStacks>;

/** ROS 2019-09-10. */
export function createStacks(plane: ControlPlane) {
  const call = createRpc(plane, { endpoint: plane.endpoints.ros, version: "2019-09-10" });
  const region = { RegionId: plane.regionId };
  return {
    /** The stack of this name. One that was deleted is none. */
    read: async (name: string): Promise<FoundStack | undefined> => {
      const { Stacks } = listed.parse(await call("ListStacks", { ...region, StackName: [name] }, name));
      const id = Stacks.find(({ StackName, Status }) => StackName === name && Status !== gone)?.StackId;
      if (id === undefined) return undefined;
      const [stack, template] = await Promise.all([
        call("GetStack", { ...region, StackId: id }, name),
        call("GetTemplate", { ...region, StackId: id }, name),
      ]);
      const found = foundOf(id, stackSchema.parse(stack), templateSchema.parse(template).TemplateBody);
      return found.status === gone ? undefined : found; // it went between the two calls
    },
    /** Begins to make it. What fails on the way is taken back by ROS. */
    create: async ({ name, template, parameters }: WantedStack): Promise<void> => {
      const tags = [{ Key: mark, Value: name }];
      const choices = { DisableRollback: false, DeletionProtection: "Enabled", TimeoutInMinutes: minutes, Tags: tags };
      const body = { TemplateBody: template, Parameters: listOf(parameters), ...choices };
      await call("CreateStack", { ...region, StackName: name, ...body }, name);
    },
    update: async (id: string, { name, template, parameters }: WantedStack): Promise<void> => {
      const kept = { UsePreviousParameters: true }; // those that are not named, such as the contact group
      const body = { TemplateBody: template, Parameters: listOf(parameters), ...kept, TimeoutInMinutes: minutes };
      await call("UpdateStack", { ...region, StackId: id, ...body }, name);
    },
    /** Begins to remove it. What its template retains stays. */
    remove: async (id: string, name: string): Promise<void> => {
      const off = { StackId: id, DeletionProtection: "Disabled" };
      await call("SetDeletionProtection", { ...region, ...off }, name);
      await call("DeleteStack", { ...region, StackId: id }, name);
    },
    /** Why its resources failed, each by its name in the template. */
    failures: async (id: string, name: string): Promise<readonly StackFailure[]> => {
      const { Resources } = resourcesSchema.parse(await call("ListStackResources", { ...region, StackId: id }, name));
      return Resources.filter(({ Status }) => Status.endsWith("_FAILED")).map(
        ({ LogicalResourceId: resource, StatusReason: reason = "" }) => ({ resource, reason }),
      );
    },
  };
}

const gone = "DELETE_COMPLETE";

export type StackFailure = { readonly resource: string; readonly reason: string };

/** Roles take seconds, a Tablestore instance a minute (invented: nothing is published). */
const minutes = 20;

const listOf = (parameters: Readonly<Record<string, string>>) =>
  Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));

const listed = z.object({
  Stacks: z.array(z.object({ StackId: z.string(), StackName: z.string(), Status: z.string() })).default([]),
});

const stackSchema = z.object({
  Status: z.string(),
  StatusReason: z.string().default(""),
  Parameters: z.array(z.object({ ParameterKey: z.string(), ParameterValue: z.unknown() })).default([]),
  Outputs: z.array(z.object({ OutputKey: z.string(), OutputValue: z.unknown() })).default([]),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

const templateSchema = z.object({ TemplateBody: z.unknown() });

const resourcesSchema = z.object({
  Resources: z
    .array(z.object({ LogicalResourceId: z.string(), Status: z.string(), StatusReason: z.string().optional() }))
    .default([]),
});

const foundOf = (id: string, stack: z.output<typeof stackSchema>, template: unknown): FoundStack => ({
  ...{ id, template, status: stack.Status, reason: stack.StatusReason },
  parameters: Object.fromEntries(
    stack.Parameters.map(({ ParameterKey: key, ParameterValue: value }) => [key, String(value)]),
  ),
  outputs: Object.fromEntries(
    stack.Outputs.map(({ OutputKey: key, OutputValue: value }) => [key, String(value ?? "")]),
  ),
  mark: stack.Tags.find(({ Key }) => Key === mark)?.Value,
});
