import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bundle } from "../../functions/build/bundle.ts";
import { root } from "../local.ts";

/** A package whose layout has changed, and what the build says: which package, version and file, and what it expects. */
const changes: readonly (readonly [file: string, find: string, replace: string, says: RegExp])[] = [
  [
    "@alicloud/ecs20140526/dist/client.js",
    "class Client extends",
    "class EcsClient extends",
    /@alicloud\/ecs20140526 [\d.]+, dist\/client\.js: expected one class Client\. Nothing was built\./,
  ],
  [
    "@alicloud/ecs20140526/dist/client.js",
    "async redeployInstanceWithOptions(",
    "async redeployInstancesWithOptions(",
    /@alicloud\/ecs20140526 [\d.]+, dist\/client\.js: expected the method redeployInstanceWithOptions, which the product calls/,
  ],
  [
    "@alicloud/fc20230330/dist/models/model.js",
    'var Resource_1 = require("./Resource");',
    'let Resource_1 = require("./Resource");',
    /@alicloud\/fc20230330 [\d.]+, dist\/models\/model\.js: expected statements that re-export, not let Resource_1/,
  ],
  [
    "@alicloud/fc2/lib/client.js",
    "class Client {",
    "class FcClient {",
    /@alicloud\/fc2 [\d.]+, lib\/client\.js: expected one class Client\. Nothing was built\./,
  ],
  [
    "@alicloud/fc2/lib/client.js",
    "  invokeFunction(",
    "  invokeFunctions(",
    /@alicloud\/fc2 [\d.]+, lib\/client\.js: expected the method invokeFunction, which the product calls/,
  ],
  [
    "@alicloud/fc2/lib/client.js",
    "const OSS = require('ali-oss');",
    "const { OSS } = require('ali-oss');",
    /@alicloud\/fc2 [\d.]+, lib\/client\.js: expected a declaration of its own, not const \{ OSS \} = require/,
  ],
  [
    "tablestore/lib/protocol/encoder.js",
    "TableStore.encoder = {",
    "TableStore.encoders = {",
    /tablestore [\d.]+, lib\/protocol\/encoder\.js: expected one object that TableStore\.encoder is set to/,
  ],
  [
    "tablestore/lib/protocol/tablestore_compiled_proto.js",
    "return proto;",
    "return Object(proto);",
    /tablestore [\d.]+, lib\/protocol\/tablestore_compiled_proto\.js: expected messages in a namespace proto/,
  ],
  [
    "@darabonba/typescript/dist/websocket.js",
    'var ws_1 = __importDefault(require("ws"));',
    'var ws_1; ws_1 = __importDefault(require("ws"));',
    /@darabonba\/typescript [\d.]+, dist\/websocket\.js: expected require\("ws"\) in a declaration or an export of its own/,
  ],
  [
    "@darabonba/typescript/dist/func.js",
    "_.merge(",
    '_["merge"](',
    /lodash [\d.]+, index\.js: expected a file for each function that .*func\.js uses/,
  ],
];

/** The least that is bundled of the product to meet a package. */
const users = {
  "cloud/ecs.ts": ["@alicloud/ecs20140526"],
  "cloud/fc.ts": ["@alicloud/fc20230330"],
  "cloud/hooks-fc2.ts": ["@alicloud/fc2"],
  "cloud/sdk.ts": ["@darabonba/typescript"],
  "tablestore/tablestore.ts": ["tablestore"],
};

test.each(changes)("%s: a build with %j as %j fails and says why", async (name, find, replace, says) => {
  const outDir = await mkdtemp(path.join(tmpdir(), "layout-"));
  onTestFinished(() => rm(outDir, { recursive: true }));
  let changed = 0;
  const read = async (file: string) => {
    const text = await readFile(file, "utf8");
    if (!file.endsWith(path.join("node_modules", name))) return text;
    changed += text.split(find).length - 1;
    return text.replaceAll(find, replace);
  };
  const [user] =
    Object.entries(users).find(([, packages]) => packages.some((each) => name.startsWith(`${each}/`))) ?? [];
  const entries = [{ in: path.join(root, "shared", user ?? ""), out: "main" }];

  await expect(bundle({ outDir, entries, partsFolder: ".", read, logLevel: "silent" })).rejects.toThrow(says);
  expect(changed).toBeGreaterThan(0);
});
