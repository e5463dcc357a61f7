/** What may be wrong with a KMS key, in the words of the error codes that tell of it. */
export type KeyProblem =
  | "CMKNotEnabled"
  | "KMSUnauthorized"
  | "CMKUnauthorized"
  | "NotSymmetric"
  | "DataEncryptedKeyCreateFailed"
  | "KmsNotEnabled";

/** The account's KMS keys; every other key id is missing. */
const kmsKeys: ReadonlyMap<string, { readonly problem?: KeyProblem }> = new Map([
  ["key-bp1enabled0001", {}],
  ["key-bp1disabled0001", { problem: "CMKNotEnabled" }],
  ["key-bp1unauthorized0001", { problem: "KMSUnauthorized" }],
  ["key-bp1ungranted0001", { problem: "CMKUnauthorized" }],
  ["key-bp1asymmetric0001", { problem: "NotSymmetric" }],
  ["key-bp1nodatakey0001", { problem: "DataEncryptedKeyCreateFailed" }],
  ["key-bp1noservice0001", { problem: "KmsNotEnabled" }],
]);

/** What is wrong with a key; undefined: nothing. */
export function keyProblem(keyId: string): KeyProblem | "NotFound" | undefined {
  const key = kmsKeys.get(keyId);
  return key === undefined ? "NotFound" : key.problem;
}
