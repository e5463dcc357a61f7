/** The account's SSH key pairs, by name. */
export const keyPairs: readonly string[] = ["local-key-1", "local-key-2"];
