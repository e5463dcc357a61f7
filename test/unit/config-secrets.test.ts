import { expect, test } from "vitest";
import { readEcsConfig } from "../../shared/config.ts";

const secret = (words: string) => `whsec_${Buffer.from(words.padEnd(33, ".")).toString("base64")}`;
const one = secret("the first secret of this file");
const other = secret("the other secret of this file");
const key = "a fingerprint key of this very file";

const settings = {
  FC_ACCOUNT_ID: "1000000000000001",
  FC_REGION: "cn-hangzhou",
  TABLESTORE_ENDPOINT: "https://redeploy-once.cn-hangzhou.vpc.tablestore.aliyuncs.com",
  TABLESTORE_INSTANCE: "redeploy-once",
  ECS_ENDPOINT: "https://ecs.cn-hangzhou.aliyuncs.com",
  ENS_ENDPOINT: "https://ens.aliyuncs.com",
  WEBHOOK_SECRETS: JSON.stringify([
    { name: "a", secret: one },
    { name: "b", secret: other },
  ]),
  FINGERPRINT_KEYS: JSON.stringify([{ id: "k1", secret: key }]),
  EVENT_RULES: "[]",
};

const principals = (...list: readonly object[]) => ({ WEBHOOK_SECRETS: JSON.stringify(list) });
const padded = secret("32 bytes, so that one = stands.").slice(0, -1);

const refusals: readonly [string, Record<string, string>, string][] = [
  [
    "two principals with one secret",
    principals({ name: "a", secret: one }, { name: "b", secret: one }),
    "WEBHOOK_SECRETS: a and b have the same secret",
  ],
  [
    "one secret with and without its padding",
    principals({ name: "a", secret: `${padded}=` }, { name: "b", secret: padded }),
    "WEBHOOK_SECRETS: a and b have the same secret",
  ],
  [
    "two principals of one name",
    principals({ name: "a", secret: one }, { name: "a", secret: other }),
    "WEBHOOK_SECRETS: two principals are called a",
  ],
  [
    "two keys with one id",
    {
      FINGERPRINT_KEYS: JSON.stringify([
        { id: "k1", secret: key },
        { id: "k1", secret: `${key}2` },
      ]),
    },
    "FINGERPRINT_KEYS: two keys have the id k1",
  ],
  [
    "a setting that names a key twice",
    { WEBHOOK_SECRETS: `[{"name":"a","secret":"${one}","secret":"${other}"}]` },
    'WEBHOOK_SECRETS: names "secret" twice',
  ],
  [
    "a secret with v1, in front",
    principals({ name: "a", secret: `v1,${one}` }),
    "WEBHOOK_SECRETS.0.secret: must be whsec_",
  ],
  [
    "a secret in url-safe base64",
    principals({ name: "a", secret: `whsec_${"-".repeat(44)}` }),
    "WEBHOOK_SECRETS.0.secret: must be whsec_",
  ],
];

test.each(refusals)("%s is refused at load, by its variable's name and without its value", (_, change, words) => {
  const load = () => readEcsConfig({ ...settings, ...change });
  expect(load).toThrow(words);
  for (const value of [one, other, key, padded]) expect(load).not.toThrow(value);
});

test("principals and keys that differ are taken", () => {
  expect(readEcsConfig(settings).principals.map(({ name }) => name)).toEqual(["a", "b"]);
});
