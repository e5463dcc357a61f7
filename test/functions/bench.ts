import { afterAll, beforeAll, beforeEach } from "vitest";
import { tables } from "../../shared/tablestore/tables.ts";
import type { Cloud } from "../cloud/cloud.ts";
import type { Call } from "../cloud/core/calls.ts";
import { yamlWithTriggers } from "../deploy.ts";
import type { Hand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { createProductHand } from "../product-hand.ts";
import { subjects } from "../subjects.ts";

export const redeploy = "redeploy-instance";
export const plain = "i-bp1plain0001";

type Options = NonNullable<Parameters<typeof startLocal>[0]> & {
  /** True: every function hears of events, as it is deployed. It starts an instance of each, to say NotMine. */
  readonly allHear?: boolean;
  /** True: the fleet begins with its events, which reconcile answers within a minute. */
  readonly fleetAsks?: boolean;
};

/**
 * A local cloud with the built bundles for one test file; the world is reset before each test. Of events only those
 * functions hear that look at them, unless `allHear`. No instance has an event, unless `fleetAsks`.
 */
export function createBench({ allHear = false, fleetAsks = false, ...options }: Options = {}) {
  let cloud: Cloud | undefined;
  let hand: Hand | undefined;
  let firstSeq = 0;
  const logs: string[] = [];
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("The local cloud is not started yet");
    return value;
  };
  beforeAll(async () => {
    cloud = await startLocal({
      ...(!allHear && { serverlessYaml: whoLooks() }),
      ...options,
      onFunctionLog: (line) => void logs.push(line),
    });
    hand = createProductHand(cloud);
  });
  beforeEach(async () => {
    await started(hand).reset();
    if (!fleetAsks) await started(hand).quietFleet();
    firstSeq = (await started(hand).calls()).at(-1)?.seq ?? 0;
    logs.splice(0);
  });
  afterAll(async () => {
    await cloud?.close();
  });
  const calls = () => started(hand).calls(firstSeq);
  return {
    hand: () => started(hand),
    cloud: () => started(cloud),
    logs,
    /** Calls of this test, by product and action, without the lists that each run of reconcile begins with. */
    callsOf: async (product: string, action?: string): Promise<readonly Call[]> =>
      (await calls()).filter(
        (call) => call.product === product && (action === undefined || call.action === action) && !isListing(call),
      ),
    /** The lists of all pending events that reconcile took in this test. */
    listings: async (): Promise<readonly Call[]> => (await calls()).filter(isListing),
    /** The reads of rows of instances in this test. (The control row is read beside them.) */
    rowsRead: async (): Promise<readonly Call[]> =>
      (await calls()).filter(({ action, params }) => action === "GetRow" && Object(params).table === tables.instances),
    /** What the functions said that it came to; those that an event is not for say NotMine, whenever they come to it. */
    states: () =>
      linesIn(logs)
        .filter((line) => !line.includes('"step":"run"')) // how a run of reconcile went is no operation's state
        .flatMap((line) => /"state":"(\w+)"/.exec(line)?.[1] ?? [])
        .filter((state) => state !== "NotMine"),
    /** Waits until this test's calls are as wanted. */
    until: (wanted: (calls: readonly Call[]) => boolean) => started(hand).until(wanted, firstSeq),
    /** Requests to redeploy an instance, as the cloud saw them. */
    sends: async (instanceId: string) =>
      (await calls())
        .filter(({ action, params }) => action === "RedeployInstance" && instanceIdOf(params) === instanceId)
        .map(({ status, code, effect }) => ({ status, code, effect })),
    redeploys: async (instanceId: string) =>
      (await started(hand).world()).instances[instanceId]?.effects["RedeployInstance"] ?? 0,
  };
}

const whoLooks = () =>
  yamlWithTriggers((name, type) => type !== "eventbridge" || subjects.some(({ looks }) => looks === name));

const linesIn = (logs: readonly string[]) => logs.flatMap((text) => text.split("\n"));

/** A read of events that names no instance. */
const isListing = ({ action, params }: Call) =>
  action.endsWith("HistoryEvents") && !("ResourceId" in Object(params)) && !("ResourceIds" in Object(params));

const instanceIdOf = (params: unknown) =>
  typeof params === "object" && params !== null && "InstanceId" in params ? params.InstanceId : undefined;

/** A notice of a system event as EventBridge delivers it; see fc.md of the documents: status rides in data. */
export const notice = (instanceId: string, data: Readonly<Record<string, unknown>> = {}) => ({
  id: "45ef4dewdwe1-7c35-447a-bd93-fab00001",
  source: "acs.ecs",
  specversion: "1.0",
  type: "ecs:Instance:SystemMaintenance.Redeploy",
  subject: `acs.ecs:cn-hangzhou:1000000000000001:${instanceId}`,
  datacontenttype: "application/json;charset=utf-8",
  time: "2026-11-21T03:00:00.000Z",
  aliyunregionid: "cn-hangzhou",
  aliyunaccountid: "1000000000000001",
  data: {
    name: "Instance:SystemMaintenance.Redeploy:Scheduled",
    eventType: "SystemMaintenance.Redeploy",
    eventStatus: "Scheduled",
    instanceId,
    ...data,
  },
});
