import { apply } from "../shared/control/apply.ts";
import { createControl, createControlStore } from "../shared/tablestore/control-store.ts";
import { textOf } from "./acting-by.ts";
import type { Cloud } from "./cloud/cloud.ts";

/** Makes the control row of a local cloud, and puts a policy in force if there is one: what an owner does once, by hand. */
export async function steer(
  { wireUrl, settings, accessKey }: Pick<Cloud, "wireUrl" | "settings" | "accessKey">,
  policy: object | undefined,
): Promise<void> {
  const store = { endpoint: wireUrl, instance: settings.tablestoreInstance };
  const credentials = { ...accessKey, securityToken: "" };
  await createControl(store, credentials);
  if (policy === undefined) return;
  const control = createControlStore(store, credentials);
  await apply(control, await control.readControl(), { ...textOf(policy), by: "tester", why: "installed", atMs: 0 });
}
