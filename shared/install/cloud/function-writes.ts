import sdk from "@alicloud/fc20230330";
import type { WantedFunction } from "../wanted.ts";
import type { Ask } from "./asked.ts";

export type Needs = Ask & { readonly client: InstanceType<typeof sdk.default> };

/** What changes a function itself. */
export const createFunctionWrites = ({ client, ask, askMaybe }: Needs) => ({
  create: async ({ name, tags, properties, code }: WantedFunction) => {
    const marks = tags.map((tag) => new sdk.Tag(tag)); // the wire's keys are others
    const input = { functionName: name, tags: marks, ...properties, code: codeOf(code) };
    const request = new sdk.CreateFunctionRequest({ body: new sdk.CreateFunctionInput(input) });
    await ask(`CreateFunction ${name}`, (...how) => client.createFunctionWithOptions(request, ...how));
  },
  /** `withCode`: the code as well, which is a megabyte. */
  update: async ({ name, properties, code }: WantedFunction, withCode: boolean) => {
    const input = { ...properties, ...(withCode && { code: codeOf(code) }) };
    const request = new sdk.UpdateFunctionRequest({ body: new sdk.UpdateFunctionInput(input) });
    await ask(`UpdateFunction ${name}`, (...how) => client.updateFunctionWithOptions(name, request, ...how));
  },
  remove: async (name: string) => {
    await askMaybe(`DeleteFunction ${name}`, (...how) => client.deleteFunctionWithOptions(name, ...how));
  },
  putConcurrency: async ({ name, reservedConcurrency }: WantedFunction) => {
    const request = new sdk.PutConcurrencyConfigRequest({
      body: new sdk.PutConcurrencyInput({ reservedConcurrency }),
    });
    await ask(`PutConcurrencyConfig ${name}`, (...how) =>
      client.putConcurrencyConfigWithOptions(name, request, ...how),
    );
  },
  putQueue: async ({ name, asyncInvokeConfig }: WantedFunction) => {
    const request = new sdk.PutAsyncInvokeConfigRequest({
      body: new sdk.PutAsyncInvokeConfigInput(asyncInvokeConfig),
    });
    await ask(`PutAsyncInvokeConfig ${name}`, (...how) =>
      client.putAsyncInvokeConfigWithOptions(name, request, ...how),
    );
  },
});

/** FC takes up to 50 MB so, and refuses what does not have the checksum. */
const codeOf = ({ zip, checksum }: WantedFunction["code"]) =>
  new sdk.InputCodeLocation({ zipFile: Buffer.from(zip).toString("base64"), checksum });
