import { expect, test } from "vitest";
import { readEcsConfig } from "../../shared/config.ts";
import { newKeys } from "../../shared/signature.ts";

const secret = (words: string) => `whsec_${Buffer.from(words.padEnd(33, ".")).toString("base64")}`;
const one = secret("quick brown fox jumps over lazy d");
const other = secret("jackdaws love my big sphinx quartz");
const key = "a fingerprint key of this very file";

const settings = {
  FC_ACCOUNT_ID: "1000000000000001",
  FC_REGION: "cn-hangzhou",
  TABLESTORE_ENDPOINT: "https://redeploy-once.cn-hangzhou.vpc.tablestore.aliyuncs.com",
  TABLESTORE_INSTANCE: "redeploy-once",
  ECS_ENDPOINT: "https://ecs.cn-hangzhou.aliyuncs.com",
  ENS_ENDPOINT: "https://ens.aliyuncs.com",
  PRINCIPALS: JSON.stringify([
    { name: "a", keys: [one] },
    { name: "b", keys: [other] },
  ]),
  FINGERPRINT_KEYS: JSON.stringify([{ id: "k1", secret: key }]),
};

const principals = (...list: readonly object[]) => ({ PRINCIPALS: JSON.stringify(list) });
const padded = `whsec_${Buffer.from("32 bytes, so that one sign stands").subarray(0, 32).toString("base64")}`.slice(
  0,
  -1,
);

const refusals: readonly [string, Record<string, string>, string][] = [
  [
    "two principals with one secret",
    principals({ name: "a", keys: [one] }, { name: "b", keys: [one] }),
    "PRINCIPALS: a and b have the same key",
  ],
  [
    "one secret with and without its padding",
    principals({ name: "a", keys: [`${padded}=`] }, { name: "b", keys: [padded] }),
    "PRINCIPALS: a and b have the same key",
  ],
  [
    "two principals of one name",
    principals({ name: "a", keys: [one] }, { name: "a", keys: [other] }),
    "PRINCIPALS: two principals are called a",
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
    "a fingerprint key of one character",
    { FINGERPRINT_KEYS: JSON.stringify([{ id: "k1", secret: "a".repeat(32) }]) },
    "FINGERPRINT_KEYS.0.secret: must be random",
  ],
  [
    "a fingerprint key of seven characters",
    { FINGERPRINT_KEYS: JSON.stringify([{ id: "k1", secret: "secrets".repeat(5) }]) },
    "FINGERPRINT_KEYS.0.secret: must be random",
  ],
  [
    "a setting that names a key twice",
    { PRINCIPALS: `[{"name":"a","keys":["${one}"],"keys":["${other}"]}]` },
    'PRINCIPALS: names "keys" twice',
  ],
  ["a name of other letters", principals({ name: "On Call", keys: [one] }), "PRINCIPALS.0.name: must be 1 to 32"],
  ["the name of who invokes directly", principals({ name: "ram", keys: [one] }), "PRINCIPALS.0.name: may not be ram"],
  [
    "thirty-three principals",
    principals(...Array.from({ length: 33 }, (_, n) => ({ name: `p-${n}`, keys: [newKeys().publicKey] }))),
    "PRINCIPALS: may have 32 principals",
  ],
  ["no key at all", principals({ name: "a", keys: [] }), "PRINCIPALS.0.keys: needs at least one key"],
  [
    "a secret that was not drawn at random",
    principals({ name: "a", keys: [`whsec_${Buffer.from("aaaabbbb".repeat(4)).toString("base64")}`] }),
    "PRINCIPALS.0.keys.0: must be random",
  ],
  [
    "a secret key in place of its public one",
    principals({ name: "a", keys: [newKeys().secretKey] }),
    "PRINCIPALS.0.keys.0: must be whpk_",
  ],
  ["a secret with v1, in front", principals({ name: "a", keys: [`v1,${one}`] }), "PRINCIPALS.0.keys.0: must be whpk_"],
  [
    "a secret in url-safe base64",
    principals({ name: "a", keys: [`whsec_${"-".repeat(44)}`] }),
    "PRINCIPALS.0.keys.0: must be whpk_",
  ],
];

const { publicKey } = newKeys();
const signs = (...keys: string[]) => principals({ name: "oncall", keys });

test("only who signs with public keys alone decides, unless the owner says otherwise", () => {
  const decides = (change: Record<string, string>) => readEcsConfig({ ...settings, ...change }).principals[0]?.decides;
  expect(decides(signs(one))).toBe(false);
  expect(decides(signs(publicKey, one))).toBe(false);
  expect(decides(signs(publicKey))).toBe(true);
  expect(decides({ ...signs(one), READERS_OF_SETTINGS_MAY_CONSENT: "1" })).toBe(true);
});

test.each(refusals)("%s is refused at load, by its variable's name and without its value", (_, change, words) => {
  const load = () => readEcsConfig({ ...settings, ...change });
  expect(load).toThrow(words);
  for (const value of [one, other, key, padded]) expect(load).not.toThrow(value);
});

test("a fingerprint key in hexadecimal digits is taken", () => {
  const secret = "90f0a3e4c1b2d5e690f0a3e4c1b2d5e6";
  expect(() => readEcsConfig({ ...settings, FINGERPRINT_KEYS: JSON.stringify([{ id: "k1", secret }]) })).not.toThrow();
});

test("principals and keys that differ are taken", () => {
  expect(readEcsConfig(settings).principals.map(({ name }) => name)).toEqual(["a", "b"]);
});
