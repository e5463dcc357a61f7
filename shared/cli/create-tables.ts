import { parseArgs } from "node:util";
import { createTables } from "../tablestore/create-tables.ts";

const help = `Creates the ledger's tables in a Tablestore instance; tables that exist are left as they are.

  npm run tables

Environment: TABLESTORE_ENDPOINT, TABLESTORE_INSTANCE, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET
             [ALIBABA_CLOUD_SECURITY_TOKEN]
Example:     TABLESTORE_ENDPOINT=https://redeploy-once.cn-hangzhou.ots.aliyuncs.com TABLESTORE_INSTANCE=redeploy-once npm run tables`;

const { values } = parseArgs({ options: { help: { type: "boolean", short: "h" } } });
if (values.help) console.log(help);
else {
  const created = await createTables(
    { endpoint: needed("TABLESTORE_ENDPOINT"), instance: needed("TABLESTORE_INSTANCE") },
    {
      accessKeyId: needed("ALIBABA_CLOUD_ACCESS_KEY_ID"),
      accessKeySecret: needed("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
      securityToken: process.env["ALIBABA_CLOUD_SECURITY_TOKEN"] ?? "",
    },
  );
  console.log(created.length === 0 ? "All tables exist already." : `Created: ${created.join(", ")}`);
}

function needed(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  console.error(`${name} is not set. ${help}`);
  process.exit(2);
}
