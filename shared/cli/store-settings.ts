import type { Credentials, StoreSettings } from "../config.ts";
import { stop } from "./read-options.ts";

/** What a command that opens the ledger's store says of its environment. */
export const storeEnvironment = `Environment: TABLESTORE_ENDPOINT, TABLESTORE_INSTANCE, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET
             [ALIBABA_CLOUD_SECURITY_TOKEN]`;

/** The store and the credentials in the environment. Ends the process if something is missing. */
export function storeSettings(): { readonly store: StoreSettings; readonly credentials: Credentials } {
  const endpoint = needed("TABLESTORE_ENDPOINT");
  if (!/^https?:\/\/[^/]+$/.test(endpoint))
    stop(
      "TABLESTORE_ENDPOINT must be an endpoint with its scheme, such as https://redeploy-once.cn-hangzhou.ots.aliyuncs.com.",
    );
  return {
    store: { endpoint, instance: needed("TABLESTORE_INSTANCE") },
    credentials: {
      accessKeyId: needed("ALIBABA_CLOUD_ACCESS_KEY_ID"),
      accessKeySecret: needed("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
      securityToken: process.env["ALIBABA_CLOUD_SECURITY_TOKEN"] ?? "",
    },
  };
}

function needed(name: string): string {
  const value = process.env[name];
  return value === undefined || value === "" ? stop(`${name} is not set.`) : value;
}
