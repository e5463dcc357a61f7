/**
 * Makes the code caches of the bundles in the folders that it is given, for the flags that it was started with. Each
 * bundle is loaded first, and what its first call needs, so that the cache has all of that.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { type Compiled, cacheOf, load, sealed } from "./compile.ts";

/** Of no stack, and never used: a function fails at load without settings. Each has the form that is asked for. */
const settings = {
  FC_ACCOUNT_ID: "1000000000000001",
  FC_REGION: "cn-hangzhou",
  TABLESTORE_ENDPOINT: "https://none.cn-hangzhou.vpc.tablestore.aliyuncs.com",
  TABLESTORE_INSTANCE: "none",
  ECS_ENDPOINT: "https://ecs.cn-hangzhou.aliyuncs.com",
  ENS_ENDPOINT: "https://ens.aliyuncs.com",
  INVOKE_ENDPOINT: "https://1000000000000001.cn-hangzhou-internal.fc.aliyuncs.com",
  PRINCIPALS: "[]",
  FINGERPRINT_KEYS: '[{"id":"none","secret":"abcdefghijklmnopqrstuvwxyz012345"}]',
  DATE_WINDOW_MINUTES: "60",
  STACK: "none",
};

Object.assign(process.env, settings);
for (const folder of process.argv.slice(2)) {
  const compiled: Compiled[] = [];
  const exported = load(path.join(folder, "main.js"), (one) => void compiled.push(one));
  await (exported as { readonly preload: () => Promise<void> }).preload(); // as each function exports it
  for (const one of compiled) writeFileSync(cacheOf(one.file), sealed(one));
}
