/**
 * The ledger's tables. TTL −1 and one version: time to live is per cell in Tablestore and forbids the index;
 * outcomes are pruned by code. The index is sparse: a row is listed only while `openSinceMs` exists.
 */
export const tables = {
  instances: "redeploy_once_instances",
  tokens: "redeploy_once_tokens",
} as const;

export const openIndex = { name: "redeploy_once_open", column: "openSinceMs" } as const;
