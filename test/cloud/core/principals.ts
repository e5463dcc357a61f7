import { randomBytes } from "node:crypto";

/** One RAM policy statement, in RAM's own words; `*` is a wildcard in Action and Resource. */
export type Statement = {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
};

/** Who signed a call: the account's own key, or the role of one function instance. */
export type Principal = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Set for the temporary credentials of a function. */
  readonly securityToken: string | undefined;
  /** True once its temporary credentials have come to their end. */
  readonly isOver?: true;
  readonly function: string | null;
  /** Kills or freezes the function instance behind these credentials. */
  readonly instance: InstanceControl | undefined;
  /** undefined: the account itself, may do everything. */
  readonly statements: readonly Statement[] | undefined;
};

/** What a fault may do to a running function instance. */
export type InstanceControl = {
  /** Ends the instance at once, as a crashed host would. */
  readonly kill: () => void;
  /** Whoever waits for its answer hangs up, which ends the instance; false if nobody waits for it. */
  readonly hangUp: () => boolean;
  /** Stops the instance (no timer, no code runs in it) until `thaw` is called. */
  readonly freeze: () => void;
  readonly thaw: () => void;
};

export type Principals = {
  /** The account's own access key, for testers and the installer. */
  readonly account: Principal;
  readonly find: (accessKeyId: string) => Principal | undefined;
  /** Makes temporary credentials for a function instance; access key ids start with `STS.`. */
  readonly assume: (role: Pick<Principal, "function" | "instance" | "statements">) => Principal;
  /** Temporary credentials come to their end: they are still known, and count no more. */
  readonly expire: (principal: Principal) => void;
};

/** What a security token looks like here. */
export const tokenForm = /^[0-9a-f]{80}$/;

/** The access keys the local cloud knows. Nothing here resembles a real key. */
export function createPrincipals(): Principals {
  const known = new Map<string, Principal>();
  const add = (principal: Principal) => {
    known.set(principal.accessKeyId, principal);
    return principal;
  };
  const random = (bytes: number) => randomBytes(bytes).toString("hex");
  return {
    account: add({
      accessKeyId: `LTAIlocal${random(6)}`,
      accessKeySecret: random(15),
      securityToken: undefined,
      function: null,
      instance: undefined,
      statements: undefined,
    }),
    find: (accessKeyId) => known.get(accessKeyId),
    assume: (role) =>
      add({
        accessKeyId: `STS.${random(10)}`,
        accessKeySecret: random(20),
        securityToken: random(40),
        ...role,
      }),
    expire: (principal) => void add({ ...principal, isOver: true, instance: undefined }),
  };
}

/** True iff the principal's role allows `action` on `resource`: an explicit Deny wins, nothing listed means no. */
export function allows(principal: Pick<Principal, "statements">, action: string, resource: string): boolean {
  if (principal.statements === undefined) return true;
  const hits = principal.statements.filter(
    (statement) => covers(statement.Action, action) && covers(statement.Resource, resource),
  );
  return hits.length > 0 && hits.every(({ Effect }) => Effect === "Allow");
}

const covers = (patterns: string | readonly string[], value: string) =>
  [patterns]
    .flat()
    .some((pattern) =>
      new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i").test(value),
    );
