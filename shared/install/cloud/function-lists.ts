import sdk from "@alicloud/fc20230330";
import * as z from "zod";
import type { Marked } from "../../doctor/outside.ts";
import { mark } from "../names.ts";
import { pages } from "./asked.ts";
import type { Needs } from "./function-writes.ts";

/** Which functions the account has in the region. */
export function createFunctionLists({ client, ask }: Pick<Needs, "client" | "ask">) {
  const names = (prefix?: string) =>
    pages(async (nextToken) => {
      const request = new sdk.ListFunctionsRequest({ ...(prefix && { prefix }), limit: pageSize, ...nextToken });
      const { body } = await ask("ListFunctions", (...how) => client.listFunctionsWithOptions(request, ...how));
      return { items: z.array(nameSchema).parse(body?.functions ?? []), nextToken: body?.nextToken };
    });
  const tags = () =>
    pages(async (nextToken) => {
      const tag = [new sdk.ListTagResourcesRequestTag({ key: mark })];
      const request = new sdk.ListTagResourcesRequest({ resourceType: "function", tag, limit: pageSize, ...nextToken });
      const { body } = await ask("ListTagResources", (...how) => client.listTagResourcesWithOptions(request, ...how));
      return { items: z.array(tagSchema).parse(body?.tagResources ?? []), nextToken: body?.nextToken };
    });
  return {
    /** The names that begin with `prefix`. */
    names,
    /** Every function of the account in the region, with the stack that it is marked with. */
    marked: async (): Promise<readonly Marked[]> => {
      const [all, marks] = [await names(), (await tags()).filter(({ tagKey }) => tagKey === mark)];
      return all.map((name) => ({ name, stack: marks.find((one) => one.name === name)?.tagValue }));
    },
  };
}

const pageSize = 100;

const nameSchema = z.object({ functionName: z.string() }).transform(({ functionName }) => functionName);

/** A function is told by its ARN, whose end is its name, and each with all of its tags. */
const tagSchema = z
  .object({ resourceId: z.string(), tagKey: z.string(), tagValue: z.string().default("") })
  .transform(({ resourceId, ...tag }) => ({ ...tag, name: resourceId.replace(/^.*functions\//, "") }));
