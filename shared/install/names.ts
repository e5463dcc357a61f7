/** What a region's id looks like, such as cn-hangzhou or cn-shanghai-finance-1. */
export const regionForm = /^[a-z]{2}-[a-z0-9-]{2,30}$/;

/** Tablestore, CreateInstance (Aug 2026): 3 to 16 letters, digits and hyphens, and none of these words anywhere in it. */
export const isLedger = (name: string) =>
  /^[a-z][a-z0-9-]{1,14}[a-z0-9]$/i.test(name) && !/ali|ay|ots|taobao|admin/i.test(name);

/** The tag by which our functions are known. Its value is the stack. */
export const mark = "redeploy-once";

/** The role that is the right to act in a region. An account can have it once. It has no policy: it is held, never used. */
export const actsRoleOf = (region: string) => `redeploy-once-acts-${region}`;
/** The same for ENS, which has no regions. */
export const actsOnEnsRole = "redeploy-once-acts-ens";
