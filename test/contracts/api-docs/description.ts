/**
 * What the vendor tells of one action. A list is named `Name.N`, and what it holds `Name.N.Key`; "!" marks what is
 * required, of a list that it has a first item. "json" is a text that holds JSON.
 */
export type Description = {
  readonly parameters: Readonly<Record<string, Type | `${Type}!`>>;
  /** Status and code; %s stands for what the cloud puts in. */
  readonly errors: readonly string[];
};

type Type = "string" | "boolean" | "integer" | "json";
