import type { Principal } from "../../shared/principal.ts";
import { newKeys } from "../../shared/signature.ts";

const oncall = newKeys();
const secret = (words: string) => `whsec_${Buffer.from(words).toString("base64")}`;

/** Principals and what each signs with. */
export const callers: readonly (Principal & { readonly signsWith: string })[] = [
  {
    name: "oncall",
    keys: [oncall.publicKey],
    decides: true,
    signsWith: oncall.secretKey,
  },
  ...[
    { name: "caller", words: "pack my box with five dozen jugs of it" },
    { name: "idle", words: "how vexingly quick daft zebras jump" },
  ].map(({ name, words }): Principal & { readonly signsWith: string } => ({
    name,
    keys: [secret(words)],
    decides: false,
    signsWith: secret(words),
  })),
];

/** What the function's credentials are, and a password that inputs hold: none of it may be said or logged. */
export const credentials = {
  accessKeyId: "LTAIfuzzfuzzfuzz1234",
  accessKeySecret: "a-secret-of-the-role-that-nobody-may-see",
  securityToken: "CAISfuzzfuzzfuzzfuzzfuzz",
};
export const secretWords = "Hunter-2222-fuzz";

/** Whatever must stand in no answer, no error and no line of a log. A password that came as some other field is no secret. */
export const secrets: readonly string[] = [
  ...callers.flatMap(({ signsWith, keys }) => [signsWith, ...keys]).map((key) => key.slice(key.indexOf("_") + 1)),
  credentials.accessKeySecret,
  credentials.securityToken,
];
