import { loadEns, loadEnsFleet, loadHooks, loadInvoker } from "../../shared/cloud/clouds.ts";
import type { Credentials } from "../../shared/config.ts";
import type { Calls, Stage } from "./play.ts";
import type { Watched } from "./watched.ts";

/** What a look asks for at once. */
const atOnce = ["DescribeInstances", "DescribeHistoryEvents"];

/** Every call of ENS that the product makes, by its name. */
export async function ensCalls(stage: Stage, credentials: Credentials, watched: Watched): Promise<Calls> {
  const { endpoint, regionId, nowMs } = stage;
  const ens = watched(
    "ens",
    (await loadEns())({ ens: { endpoint, regionId } }, credentials, () => nowMs),
  );
  const fleet = watched(
    "fleet of ens",
    (await loadEnsFleet())({ ens: { endpoint, regionId } }, credentials, () => nowMs),
  );
  let pins = 0;
  const pin = () => ({ signedAtMs: nowMs, nonce: `ens-${credentials.securityToken}-${pins++}` });
  const ResourceId = "i-5edgeplain00000000000001";
  return {
    "look at an edge instance": { run: () => ens.readInstance(ResourceId), atOnce },
    "look at no edge instance": { run: () => ens.readInstance("i-none"), atOnce },
    "list what is pending at the edge": { run: () => ens.listPending(nowMs + 10_000) },
    "list what was published at the edge": { run: () => fleet.listPast(nowMs - 86_400_000, nowMs + 10_000) },
    "list all edge instances": { run: () => fleet.listMachines(nowMs + 10_000) },
    "find edge instances": { run: () => fleet.readMachines([ResourceId, "i-none"], nowMs + 10_000) },
    EventRedeployInstance: {
      run: () => ens.eventRedeployInstance({ EventId: "e-edge", ResourceId, OpsType: "immediate" }, pin()),
    },
    "EventRedeployInstance, planned": {
      run: () =>
        ens.eventRedeployInstance(
          { EventId: "e-edge", ResourceId, OpsType: "scheduled", PlanTime: nowMs, PlanUtcTime: "2026-12-01T00:00:00Z" },
          pin(),
        ),
    },
  };
}

/** Every call of FC that the product makes, by its name. */
export async function fcCalls(stage: Stage, credentials: Credentials, watched: Watched): Promise<Calls> {
  const { endpoint, regionId, accountId } = stage;
  const hookNames = { stack: "redeploy-once", service: "ops" };
  const hooks = watched("hooks", (await loadHooks())({ endpoint, regionId, accountId, hookNames }, credentials));
  const invoker = watched("fc", (await loadInvoker())({ endpoint, regionId }, credentials));
  const { createAsker } = await import("../../shared/cloud/fc-ask.ts");
  const asker = watched("asker", createAsker({ endpoint, regionId }, credentials));
  return {
    "InvokeFunction, waiting for what it throws": {
      run: () => asker.ask("redeploy-once-console", { verb: "none" }, 30_000),
    },
    "InvokeFunction of none, waiting": { run: () => asker.ask("redeploy-once-none", {}, 5_000) },
    InvokeFunction: {
      run: () =>
        invoker.invokeLater("redeploy-once-console", { text: "Ünicode ✓" }, `r_1_${credentials.securityToken}`),
    },
    "InvokeFunction, taken": {
      run: () => invoker.invokeLater("redeploy-once-console", {}, `r_1_${credentials.securityToken}`),
    },
    "InvokeFunction, a hook": { run: () => hooks.ask("fc:redeploy-once-hook-failover", { text: "Ünicode ✓" }, 30_000) },
    "InvokeFunction, a hook of FC 2.0": { run: () => hooks.ask("fc2:ops/put-back", { text: "Ünicode ✓" }, 30_000) },
    "InvokeFunction, no hook of FC 2.0": { run: () => hooks.ask("fc2:ops/none", {}, 30_000) },
    "InvokeFunction of none": { run: () => invoker.invokeLater("redeploy-once-none", {}, "r_2") },
  };
}
