import { newKeys } from "../../shared/signature.ts";
import { actingBy } from "../acting-by.ts";
import { approve, askedOn } from "./approve.ts";
import { createBench, notice } from "./bench.ts";

const keys = { lin: newKeys(), "lin-at-home": newKeys(), wei: newKeys(), ma: newKeys(), webhook: newKeys() };
export type Signer = keyof typeof keys;

/** Who may say yes: lin, who has two keys, and wei. ma pauses, and may not; webhook is a program. */
const people = [
  { name: "lin", roles: ["approver"], is: ["webhook:lin", "webhook:lin-at-home"] },
  { name: "wei", roles: ["approver"], is: ["webhook:wei"] },
  { name: "ma", roles: ["operator"], is: ["webhook:ma"] },
];

/** A policy with these people. `rule`: of each of its rules. */
export function deciding(more: object = {}, rule: object = {}) {
  const { people: _, rules, ...rest } = actingBy([]);
  return { ...rest, people, rules: rules.map((one) => ({ ...one, ...rule })), ...more };
}

/** A bench with people who decide, each by signed calls of their own. */
export function createDeciders() {
  const principals = Object.entries(keys).map(([name, { publicKey }]) => ({ name, keys: [publicKey] }));
  const bench = createBench({ environment: { PRINCIPALS: JSON.stringify(principals) } });
  const say = async (who: Signer, verb: string, body: object) => {
    const { status, body: said } = await bench.hand().call("console", body, keys[who].secretKey, {}, `/${verb}`);
    const { RequestId: _, TimeZone: __, ...rest } = said;
    return { status, code: said["Code"], message: String(said["Message"]), said: rest };
  };
  return {
    bench,
    say,
    call: (who: Signer, functionName: string, body: object) =>
      bench.hand().call(functionName, body, keys[who].secretKey),
    /** What is asked about an instance. */
    asked: (instanceId: string) => askedOn(bench.hand(), instanceId, keys.lin.secretKey),
    /** A yes to what is asked now. */
    yes: (who: Signer, instanceId: string) => approve(bench.hand(), instanceId, keys[who].secretKey),
    /** The record of an instance, without what changes with each look at it. */
    record: async (InstanceId: string) => (await say("lin", "instance", { InstanceId })).said,
    /** A planned redeploy in so many hours, brought by the bus. Returns the event. */
    event: async (instanceId: string, hours = 36): Promise<string> => {
      const hand = bench.hand();
      const notBefore = new Date(Date.parse((await hand.world()).now) + hours * 3_600_000).toISOString();
      const eventId = await hand.raise(instanceId, { notBefore });
      await hand.publish(notice(instanceId, { eventId }));
      await hand.idle();
      await hand.minutes(1); // the index of open rows lags
      return eventId;
    },
  };
}
