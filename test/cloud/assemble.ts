import { createAccount } from "./account/account.ts";
import type { WorldSettings } from "./control/world.ts";
import { createCallLog } from "./core/calls.ts";
import { createClock } from "./core/clock.ts";
import { createExchange } from "./core/exchange.ts";
import { createFaults } from "./core/faults.ts";
import { createGuesses } from "./core/guesses.ts";
import { createPrincipals } from "./core/principals.ts";
import type { Watch } from "./core/watch.ts";
import { createDingtalk } from "./dingtalk/dingtalk.ts";
import { createEcs } from "./ecs/ecs.ts";
import { createEdge } from "./ens/edge.ts";
import { createEns } from "./ens/ens.ts";
import { createBusReads } from "./eventbridge/bus-reads.ts";
import { createFc } from "./fc/fc.ts";
import { guesses } from "./guesses.ts";
import { createSls } from "./log/sls.ts";
import { createNotices } from "./notices/notices.ts";
import { createRam } from "./ram/ram.ts";
import { createRos } from "./ros/ros.ts";
import { createSmq } from "./smq/smq.ts";
import { createSts } from "./sts/sts.ts";
import { createInstanceApi } from "./tablestore/instance-api.ts";
import { openInstance } from "./tablestore/instances.ts";
import { createTablestore } from "./tablestore/tablestore.ts";
import { createWorld } from "./world/world.ts";

type Assembling = {
  readonly serverlessYaml?: string;
  readonly stack?: string;
  readonly url: string;
  readonly wireUrl: string;
  /** Where DingTalk tells of what people do. */
  readonly chatReceiver?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>> | undefined;
  readonly flips?: readonly string[];
  readonly runs?: boolean;
  readonly herd?: number;
  readonly watch: Watch;
};

/** Puts the products together around one world, one clock and one wire log. */
export async function assemble(options: Assembling, settings: WorldSettings, log: (line: string) => void) {
  const { serverlessYaml, stack, url, wireUrl, environment, vars, flips = [], runs = false, herd = 0, watch } = options;
  const holds = createGuesses(guesses, flips);
  const clock = createClock({ runs });
  const calls = createCallLog(clock.nowMs);
  const faults = createFaults();
  const principals = createPrincipals();
  const exchange = createExchange({ clock, calls, faults, watch });
  const world = createWorld({ clock, settings, holds, herd });
  const account = createAccount({ clock, settings });
  if (serverlessYaml !== undefined) account.instances.add(openInstance(settings.tablestoreInstance, clock.nowMs()));
  const shared = { clock, principals, exchange, settings, account, holds };
  const ecs = createEcs({ ...shared, world });
  const edge = createEdge({ clock, settings, holds });
  const ens = createEns({ ...shared, edge });
  const tablestore = createTablestore({ ...shared, instances: account.instances });
  const ros = createRos(shared);
  const readers = {
    ram: createRam(shared),
    sts: createSts(shared),
    mns: createSmq(shared),
    sls: createSls(shared),
    buses: createBusReads(shared),
    instances: createInstanceApi(shared),
  };
  const notices = createNotices({ clock, settings, watch });
  const { chatReceiver: receiver = "chatops" } = options;
  const dingtalk = createDingtalk({
    ...{ ...shared, watch, url, wireUrl, receiver },
    nowRealMs: () => performance.now(),
  });
  const fc = await createFc({
    ...shared,
    limits: createClock({ runs }),
    serverlessYaml,
    stack,
    url,
    environment,
    vars,
    watch,
    onFunctionLog: ({ at, functionName, text }) => log(`${at} ${functionName} ${text.trimEnd()}`),
  });

  if (holds("ecs.simulated.told")) world.whenDrilled((eventId) => void fc.publish([world.notification(eventId)]));

  /** The clock goes first, so that no timer of the old world fires in the new one; functions end before their data goes. */
  const reset = async () => {
    faults.clear();
    clock.reset();
    await fc.reset();
    await ecs.reset();
    world.reset();
    await ens.reset();
    edge.reset();
    await tablestore.reset();
    for (const product of [ros, ...Object.values(readers)]) await product.reset();
    await notices.reset();
    await dingtalk.reset();
  };
  const products = { ecs, ens, fc, tablestore, ros, ...readers, notices, dingtalk };
  const served = { calls, faults, ros, realms: [world, edge], world, fc, notices, dingtalk, products, watch, reset };
  return { clock, principals, account, ...served };
}
