import sdk from "@alicloud/fc20230330";
import * as z from "zod";
import type { FoundFunction, FoundTrigger } from "../found.ts";
import { pages } from "./asked.ts";
import type { Needs } from "./function-writes.ts";

/** What is there. */
export function createFunctionReads({ client, ask, askMaybe }: Needs) {
  const concurrencyOf = async (name: string) =>
    (await askMaybe(`GetConcurrencyConfig ${name}`, (...how) => client.getConcurrencyConfigWithOptions(name, ...how)))
      ?.body?.reservedConcurrency;
  const queueOf = async (name: string) =>
    (
      await askMaybe(`GetAsyncInvokeConfig ${name}`, (...how) =>
        client.getAsyncInvokeConfigWithOptions(name, new sdk.GetAsyncInvokeConfigRequest({}), ...how),
      )
    )?.body;
  const triggersOf = (name: string) =>
    pages(async (nextToken) => {
      const request = new sdk.ListTriggersRequest({ limit: pageSize, ...nextToken });
      const { body } = await ask(`ListTriggers ${name}`, (...how) =>
        client.listTriggersWithOptions(name, request, ...how),
      );
      return { items: z.array(triggerSchema).parse(body?.triggers ?? []), nextToken: body?.nextToken };
    });
  return {
    read: async (name: string): Promise<FoundFunction | undefined> => {
      const there = await askMaybe(`GetFunction ${name}`, (...how) =>
        client.getFunctionWithOptions(name, new sdk.GetFunctionRequest({}), ...how),
      );
      if (there === undefined) return undefined;
      const [concurrency, queue, triggers] = await Promise.all([concurrencyOf(name), queueOf(name), triggersOf(name)]);
      return foundOf(name, there.body, concurrency, queue, triggers);
    },
  };
}

const pageSize = 100;

const triggerSchema = z.object({
  triggerName: z.string(),
  triggerType: z.string(),
  qualifier: z.string().optional(),
  triggerConfig: z.string().optional(),
  httpTrigger: z.object({ urlInternet: z.string().optional() }).optional(),
});

const functionSchema = z.looseObject({
  codeChecksum: z.string().optional(),
  environmentVariables: z.record(z.string(), z.string()).default({}),
  tags: z.array(z.object({ key: z.string(), value: z.string().default("") })).default([]),
});

type ListedTrigger = z.output<typeof triggerSchema>;

function foundOf(
  name: string,
  body: object | undefined,
  reservedConcurrency: number | undefined,
  queue: object | undefined,
  triggers: readonly ListedTrigger[],
): FoundFunction {
  const { codeChecksum, environmentVariables, tags, ...properties } = functionSchema.parse({ ...body });
  return {
    ...{ name, properties, codeChecksum, reservedConcurrency },
    environment: environmentVariables,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    asyncInvokeConfig: queue === undefined ? undefined : { ...queue },
    triggers: new Map(triggers.map((each) => [each.triggerName, triggerOf(each)])),
  };
}

const triggerOf = ({
  triggerType: type,
  qualifier,
  triggerConfig = "{}",
  httpTrigger,
}: ListedTrigger): FoundTrigger => ({
  ...{ type, qualifier, config: configIn(triggerConfig) },
  url: httpTrigger?.urlInternet,
});

function configIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whatever it is, it is not what is wanted
  }
}
