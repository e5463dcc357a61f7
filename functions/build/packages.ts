import type { Layout } from "./cut.ts";
import { messages, methodsOf, propertiesOf, reExports, requires } from "./layouts.ts";

/** One file of a package that is cut down, and where stand the names of what has to stay. */
export type Cut = {
  readonly file: string;
  readonly layouts: readonly Layout[];
  /** `product`: our own files that import the package. Else a file of the package, as it is after its own cut. */
  readonly namedIn: readonly string[];
  /** Of the product's names, those of this form have to be members: a call that is not there fails the build. */
  readonly calls?: RegExp;
};

export type Trimmed = { readonly name: string; readonly cuts: readonly Cut[] };

/** A client that the vendor generates: a method and a tree of models for each operation. */
const generatedClient = (name: string): Trimmed => ({
  name,
  cuts: [
    { file: "dist/client.js", layouts: [methodsOf("Client")], namedIn: ["product"], calls: /WithOptions$/ },
    { file: "dist/models/model.js", layouts: [reExports], namedIn: ["product", "dist/client.js"] },
  ],
});

/** What is bundled in part: of each client the operations that our ports call, of Tablestore's protobuf the messages of those. */
export const trimmed: readonly Trimmed[] = [
  generatedClient("@alicloud/ecs20140526"),
  generatedClient("@alicloud/fc20230330"),
  {
    name: "@alicloud/fc2", // the other methods need an OSS client, axios and WebSockets
    cuts: [
      {
        file: "lib/client.js",
        layouts: [methodsOf("Client"), requires],
        namedIn: ["product"],
        calls: /^(?:invokeFunction|buildHeaders|getSignature)$/,
      },
    ],
  },
  {
    name: "tablestore",
    cuts: [
      {
        file: "lib/protocol/encoder.js",
        layouts: [propertiesOf("TableStore.encoder"), propertiesOf("tsMap", true)],
        namedIn: ["product"],
      },
      {
        file: "lib/protocol/decoder.js",
        layouts: [propertiesOf("TableStore.decoder"), propertiesOf("tsMap", true)],
        namedIn: ["product"],
      },
      {
        file: "lib/protocol/tablestore_compiled_proto.js",
        layouts: [messages],
        namedIn: ["lib/protocol/encoder.js", "lib/protocol/decoder.js", "lib/filter.js", "lib/client.js"],
      },
    ],
  },
];

/**
 * Files beside the bundle, and what stands in each. A file is loaded when something first uses a module of it: the ledger's
 * client for whoever may ask, the cloud's clients for what is no replay, time zones for a policy that has windows or freezes. No call of ours needs what is in `deferred.js`:
 * proxies and WebSockets, XML, calendars, SQL results, credentials that are no access key.
 */
export const parts: Readonly<Record<string, readonly string[]>> = {
  "tablestore.js": ["tablestore"],
  "cloud.js": ["@alicloud/ecs20140526", "@alicloud/fc20230330", "@alicloud/openapi-core", "@darabonba/typescript"],
  "time.js": ["shared/guards/local-time.ts"], // of ours, since what a package has and nobody uses is left out only so
  "probe.js": ["shared/probe.ts"], // what only a doctor asks for
  "hooks.js": ["shared/cloud/hooks.ts", "shared/cloud/hooks-fc.ts"], // for a policy that has some
  "deferred.js": [
    "ws",
    "http-proxy-agent",
    "https-proxy-agent",
    "socks-proxy-agent",
    "moment",
    "xml2js",
    "flatbuffers",
    "tablestore/lib/protocol/sql_generated.js",
    "@alicloud/gateway-spi",
    "@alicloud/openapi-core/dist/websocketUtils",
    "@darabonba/typescript/dist/websocket",
    ...[
      "rsa_key_pair_credential",
      "bearer_token_credential",
      "providers/ram_role_arn",
      "providers/oidc_role_arn",
      "providers/ecs_ram_role",
      "providers/default",
      "providers/uri",
      "providers/cli_profile",
      "providers/profile",
      "providers/env",
    ].map((file) => `@alicloud/credentials/dist/src/${file}`),
  ],
};

/** Packages with a file for each of their functions, of which a few are used. */
export const narrowed: readonly string[] = ["lodash"];
