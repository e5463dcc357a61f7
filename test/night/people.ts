import { newKeys } from "../../shared/signature.ts";

const named = (name: string) => ({ name, ...newKeys() });

/** Who signs in the nights in which people decide. The policy of the night says that lin has two keys. */
export const people = {
  lin: named("lin"),
  linAtHome: named("lin-at-home"),
  wei: named("wei"),
  ma: named("ma"),
} as const;

export type Person = (typeof people)[keyof typeof people];

/** What is typed behind `npm start`, so that it knows their keys. */
export const signerWords: readonly string[] = Object.values(people).flatMap(({ name, publicKey }) => [
  "--signer",
  `${name}=${publicKey}`,
]);
