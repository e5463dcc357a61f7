/** What a list of machines says of one, as far as a rule may ask for it. */
export type Machine = {
  readonly product: "ecs" | "ens";
  readonly instanceId: string;
  /** As its owner calls it. */
  readonly name?: string | undefined;
  /** Its private addresses, if the list says them. */
  readonly addresses?: readonly string[] | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly zone: string | undefined;
  /** Undefined if the list alone does not say: then both are possible. */
  readonly hasLocalDisks: boolean | undefined;
};
