import { createTables } from "../tablestore/create-tables.ts";
import { readOptions, stop } from "./read-options.ts";

const help = `Creates the ledger's tables in a Tablestore instance; tables that exist are left as they are.

  npm run tables

Environment: TABLESTORE_ENDPOINT, TABLESTORE_INSTANCE, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET
             [ALIBABA_CLOUD_SECURITY_TOKEN]
Example:     TABLESTORE_ENDPOINT=https://redeploy-once.cn-hangzhou.ots.aliyuncs.com TABLESTORE_INSTANCE=redeploy-once npm run tables`;

readOptions({ help, options: {} });
const endpoint = needed("TABLESTORE_ENDPOINT");
if (!/^https?:\/\/[^/]+$/.test(endpoint))
  stop(
    "TABLESTORE_ENDPOINT must be an endpoint with its scheme, such as https://redeploy-once.cn-hangzhou.ots.aliyuncs.com.",
  );
const created = await createTables(
  { endpoint, instance: needed("TABLESTORE_INSTANCE") },
  {
    accessKeyId: needed("ALIBABA_CLOUD_ACCESS_KEY_ID"),
    accessKeySecret: needed("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
    securityToken: process.env["ALIBABA_CLOUD_SECURITY_TOKEN"] ?? "",
  },
);
console.log(created.length === 0 ? "All tables exist already." : `Created: ${created.join(", ")}`);

function needed(name: string): string {
  const value = process.env[name];
  return value === undefined || value === "" ? stop(`${name} is not set.`) : value;
}
