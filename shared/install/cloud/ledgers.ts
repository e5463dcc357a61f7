import OpenApi, { $OpenApiUtil } from "@alicloud/openapi-core";
import * as z from "zod";
import { configFor } from "../../cloud/sdk.ts";
import { createAsk, pages } from "./asked.ts";
import type { ControlPlane } from "./control-plane.ts";

/** Whether the region has a Tablestore instance of this name. Tablestore 2020-12-09, ListInstances. Throws `CloudError`. */
export async function hasLedger(plane: ControlPlane, name: string): Promise<boolean> {
  const settings = { endpoint: plane.endpoints.tablestoreControl, regionId: plane.regionId };
  const client = new OpenApi.default(configFor(settings, plane.credentials));
  const { ask } = createAsk(plane);
  const names = await pages(async ({ nextToken }) => {
    const query = { InstanceName: name, ...(nextToken !== undefined && { NextToken: nextToken }) };
    const { body } = await ask(`ListInstances ${name}`, (headers, options) =>
      client.callApi(listInstances(), new $OpenApiUtil.OpenApiRequest({ headers, query }), options),
    );
    const { Instances, NextToken } = listed.parse(body);
    return { items: Instances.map(({ InstanceName }) => InstanceName), nextToken: NextToken };
  });
  return names.includes(name); // names are searched by their parts
}

const listInstances = () =>
  new $OpenApiUtil.Params({
    ...{ action: "ListInstances", version: "2020-12-09", protocol: "HTTPS", pathname: "/v2/openapi/listinstances" },
    ...{ method: "GET", authType: "AK", style: "ROA", reqBodyType: "json", bodyType: "json" },
  });

const listed = z.object({
  Instances: z.array(z.object({ InstanceName: z.string() })).default([]),
  NextToken: z.string().optional(),
});
