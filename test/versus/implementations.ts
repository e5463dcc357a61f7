/** A write on the wire, by how many of the same action the function makes before it. */
type Write = { readonly action: "PutRow" | "UpdateRow"; readonly skip: number };

/** One of the compared functions: what it is called, what its role may do, and which of its writes the faults meet. */
export type Implementation = {
  readonly functionName: string;
  /** RAM actions beyond RedeployInstance, on the records' table; undefined: the role that s.yaml has. */
  readonly rights: readonly string[] | undefined;
  readonly writes: { readonly first: Write; readonly beforeSend: Write; readonly result: Write } | undefined;
};

/** The compared functions, from the one that knows nothing to the product. */
export const implementations = {
  plain: { functionName: "plain", rights: [], writes: undefined },
  powertools: {
    functionName: "powertools",
    rights: ["ots:GetRow", "ots:PutRow", "ots:UpdateRow", "ots:DeleteRow"],
    writes: {
      first: { action: "PutRow", skip: 0 },
      beforeSend: { action: "PutRow", skip: 0 },
      result: { action: "UpdateRow", skip: 0 },
    },
  },
  ours: {
    functionName: "redeploy-instance",
    rights: undefined,
    writes: {
      first: { action: "PutRow", skip: 0 }, // claim
      beforeSend: { action: "UpdateRow", skip: 0 }, // intend
      result: { action: "UpdateRow", skip: 1 }, // settle
    },
  },
} as const satisfies Readonly<Record<string, Implementation>>;

export type ImplementationName = keyof typeof implementations;
export const implementationNames = ["plain", "powertools", "ours"] as const satisfies readonly ImplementationName[];
