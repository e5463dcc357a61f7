import { apply } from "../shared/control/apply.ts";
import { rightFor } from "../shared/control/give-right.ts";
import { createControl, createControlStore } from "../shared/tablestore/control-store.ts";
import { textOf } from "./acting-by.ts";
import type { Cloud } from "./cloud/cloud.ts";

type Steered = Pick<Cloud, "wireUrl" | "settings" | "insideKey">;

/**
 * Makes the control row of a local cloud, as the installer does, and puts a policy in force if there is one. It is written
 * by the product's own modules beside `console`, whose first call takes a cold start.
 */
export async function steer(cloud: Steered, policy: object | undefined): Promise<void> {
  const store = storeOf(cloud);
  await createControl(...store, first);
  if (policy === undefined) return;
  const control = createControlStore(...store);
  await apply(control, await control.readControl(), { ...textOf(policy), by: "tester", why: "installed", atMs: 0 });
}

/** The same by the function `console`, so that the first version has who applied it, and when. */
export async function steerByConsole(cloud: Steered & Pick<Cloud, "applyPolicy">, policy: object | undefined) {
  await createControl(...storeOf(cloud), first);
  if (policy !== undefined) await cloud.applyPolicy({ policy: { ...policy }, why: "installed", isFirst: true });
}

/** Whoever has read nothing yet has read no revision. */
const first = { nowMs: 1, right: rightFor(["ecs", "ens"]) };

const storeOf = ({ wireUrl, settings, insideKey }: Steered) =>
  [
    { endpoint: wireUrl, instance: settings.tablestoreInstance },
    { ...insideKey, securityToken: "" },
  ] as const;
