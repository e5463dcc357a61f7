import OpenApi, { $OpenApiUtil } from "@alicloud/openapi-core";
import { configFor } from "../../cloud/sdk.ts";
import { createAsk } from "./asked.ts";
import type { ControlPlane } from "./control-plane.ts";

/** A parameter of an RPC call. Lists and objects go as `Name.1.Key`. */
type Value = string | boolean | number | readonly Value[] | { readonly [key: string]: Value };

/** One call of an RPC product: its answer, as it came. `about`: what it is about, in front of people. Throws `CloudError`. */
export type Rpc = (action: string, parameters: { readonly [key: string]: Value }, about?: string) => Promise<object>;

type Product = { readonly endpoint: string; readonly version: string };

/** Any RPC product by openapi-core's generic call: that of Alibaba Cloud's own clients, without their thousands of models. */
export function createRpc(plane: ControlPlane, { endpoint, version }: Product): Rpc {
  const client = new OpenApi.default(configFor({ endpoint, regionId: plane.regionId }, plane.credentials));
  const { ask } = createAsk(plane);
  return async (action, parameters, about = "") => {
    const params = new $OpenApiUtil.Params({
      ...{ action, version, protocol: "HTTPS", pathname: "/", method: "POST", authType: "AK", style: "RPC" },
      ...{ reqBodyType: "formData", bodyType: "json" },
    });
    const body = Object.fromEntries(Object.entries(parameters).flatMap(([key, value]) => flat(key, value)));
    const { body: answer } = await ask(`${action} ${about}`.trim(), (headers, options) =>
      client.callApi(params, new $OpenApiUtil.OpenApiRequest({ headers, body }), options),
    );
    return typeof answer === "object" && answer !== null ? answer : {};
  };
}

function flat(key: string, value: Value): readonly (readonly [string, string])[] {
  if (typeof value !== "object") return [[key, String(value)]];
  const entries = isList(value)
    ? value.map((item, index) => [String(index + 1), item] as const)
    : Object.entries(value);
  return entries.flatMap(([below, item]) => flat(`${key}.${below}`, item));
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
