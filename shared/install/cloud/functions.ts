import Fc20230330 from "@alicloud/fc20230330";
import { configFor } from "../../cloud/sdk.ts";
import { createAsk } from "./asked.ts";
import type { ControlPlane } from "./control-plane.ts";
import { createFunctionLists } from "./function-lists.ts";
import { createFunctionReads } from "./function-reads.ts";
import { createFunctionTasks } from "./function-tasks.ts";
import { createFunctionWrites } from "./function-writes.ts";
import { createTriggerWrites } from "./trigger-writes.ts";

/** Function Compute's control calls: those that the installer makes. Each throws `CloudError`. */
export type Functions = ReturnType<typeof createFunctions>;

/** FC 3.0 (API 2023-03-30) by the official SDK. Each call is one request, save the lists. */
export function createFunctions(plane: ControlPlane) {
  const settings = { endpoint: plane.endpoints.fc, regionId: plane.regionId };
  const needs = { client: new Fc20230330.default(configFor(settings, plane.credentials)), ...createAsk(plane) };
  return {
    ...createFunctionLists(needs),
    ...createFunctionReads(needs),
    ...createFunctionWrites(needs),
    ...createTriggerWrites(needs),
    ...createFunctionTasks(needs),
  };
}
