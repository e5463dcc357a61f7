/** How an instance of a function runs, and how its code was loaded. */
export type Loaded = {
  /** `hit`, or why the code was compiled anew. */
  readonly codeCache: string | undefined;
  readonly node: string;
  readonly flags: readonly (string | undefined)[];
  /** Which code cache this Node takes. */
  readonly tag: number;
};

/** Index.js and main.js are two bundles, and share nothing else. */
const key = Symbol.for("redeploy-once loaded");

/** For the loader. */
export const noteLoaded = (loaded: Loaded): void => void Reflect.set(globalThis, key, loaded);

/** Undefined: no loader has loaded this, as in tests. */
export const loaded = (): Loaded | undefined => Reflect.get(globalThis, key);
