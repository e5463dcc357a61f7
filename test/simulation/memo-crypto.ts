import { createHash as hashOf, createHmac as hmacOf } from "node:crypto";

export {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";

/** What `createHash` and `createHmac` return, as far as the product uses it. */
type Digest = {
  readonly update: (data: string | Uint8Array) => Digest;
  readonly digest: { (): Buffer; (encoding: "hex"): string };
};

type Source = { readonly update: (data: string | Uint8Array) => unknown; readonly digest: () => Buffer };

/** node:crypto's own, but each digest is computed once: schedules hash the same few texts thousands of times. */
export const createHash = (algorithm: string): Digest => remembering(algorithm, () => hashOf(algorithm));

/** As `createHash`, with a key. */
export const createHmac = (algorithm: string, key: string | Uint8Array): Digest =>
  remembering(`${algorithm} ${textOf(key)}`, () => hmacOf(algorithm, key));

const digests = new Map<string, Buffer>();
/** Signatures are made for every minute anew; what is older is not asked for again. */
const maxDigests = 20_000;

function remembering(what: string, create: () => Source): Digest {
  let key = what;
  const parts: (string | Uint8Array)[] = [];
  function digest(): Buffer;
  function digest(encoding: "hex"): string;
  function digest(encoding?: "hex"): Buffer | string {
    const known = digests.get(key) ?? computed(key, create(), parts);
    return encoding === undefined ? known : known.toString(encoding);
  }
  const self: Digest = {
    digest,
    update: (data) => {
      parts.push(data);
      key += textOf(data);
      return self;
    },
  };
  return self;
}

function computed(key: string, source: Source, parts: readonly (string | Uint8Array)[]): Buffer {
  for (const part of parts) source.update(part);
  const digest = source.digest();
  if (digests.size >= maxDigests) digests.clear();
  digests.set(key, digest);
  return digest;
}

/** The kind and the length in front keep parts apart. */
const textOf = (part: string | Uint8Array): string =>
  typeof part === "string"
    ? `s${part.length}:${part}`
    : `b${part.length}:${Buffer.from(part.buffer, part.byteOffset, part.length).toString("latin1")}`;
