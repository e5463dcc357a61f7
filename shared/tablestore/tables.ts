/**
 * The ledger's tables. TTL −1 and one version: time to live is per cell in Tablestore and forbids the index;
 * outcomes are pruned by code. The index is sparse: a row is listed only while `openSinceMs` exists. It shows which version
 * of the row it lists, so that a row which has not changed need not be read again.
 */
export const tables = {
  instances: "redeploy_once_instances",
  tokens: "redeploy_once_tokens",
  /** What the owner says: one row that steers the stack, and the policies that were ever in force. */
  control: "redeploy_once_control",
  /** What was said by chat, and what of it was meant. */
  chat: "redeploy_once_chat",
} as const;

export const openIndex = { name: "redeploy_once_open", column: "openSinceMs", shows: "revision" } as const;

/** As sparse: it lists a row only while people are to hear of it. */
export const untoldIndex = { name: "redeploy_once_untold", column: "untoldSinceMs" } as const;
