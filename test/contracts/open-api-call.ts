import { createRequire } from "node:module";
import type OpenApi from "@alicloud/openapi-core";
import * as $dara from "@darabonba/typescript";
import type { Principal } from "../cloud/core/principals.ts";

/** The official core as Node itself loads it: vitest would unwrap the default export once more. */
const core: typeof OpenApi = createRequire(import.meta.url)("@alicloud/openapi-core");
const { $OpenApiUtil, OpenApiUtil } = core;

/** Date and nonce that a request is sent with. */
export type Pins = { readonly date: string; readonly nonce: string };
export type Signer = Pick<Principal, "accessKeyId" | "accessKeySecret" | "securityToken">;
export type Asked = Readonly<Record<string, unknown>>;

type Target = { readonly endpoint: string; readonly version: string; readonly signer: Signer; readonly pins: Pins };

/** The generic call of the official core: any action in RPC style, with any parameters by their names on the wire. */
export const callOpenApi = ({ endpoint, version, signer, pins }: Target, action: string, asked: Asked) =>
  createClient(endpoint, signer).callApi(
    createParams(action, version),
    new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(asked) }),
    createRuntime(pins),
  );

const createClient = (endpoint: string, { accessKeyId, accessKeySecret, securityToken }: Signer) =>
  new core.default(
    new $OpenApiUtil.Config({
      endpoint,
      protocol: "HTTP",
      accessKeyId,
      accessKeySecret,
      ...(securityToken === undefined ? {} : { securityToken }),
    }),
  );

const createParams = (action: string, version: string) =>
  new $OpenApiUtil.Params({
    action,
    version,
    protocol: "HTTPS",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });

const createRuntime = ({ date, nonce }: Pins) =>
  new $dara.RuntimeOptions({
    readTimeout: 120_000,
    connectTimeout: 120_000,
    extendsParameters: new $dara.ExtendsParameters({ headers: { "x-acs-date": date, "x-acs-signature-nonce": nonce } }),
  });
