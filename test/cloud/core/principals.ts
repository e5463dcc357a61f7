import { randomBytes } from "node:crypto";

/** One RAM policy statement, in RAM's own words; `*` is a wildcard in Action and Resource. */
export type Statement = {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string | readonly string[]>> } | undefined;
};

/** Who signed a call: the account's own key, a user of it, or the role of one function instance. */
export type Principal = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Set for the temporary credentials of a function. */
  readonly securityToken: string | undefined;
  /** True once its temporary credentials have come to their end. */
  readonly isOver?: true;
  readonly function: string | null;
  /** Name of the RAM user whose key it is. */
  readonly user?: string;
  /** True for a caller in the region's own network; the function instances are, too. */
  readonly isInside?: true;
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
  /** The same account, from a machine in the region's own network. */
  readonly insider: Principal;
  /** Makes a RAM user with an access key; it may do what the statements say. */
  readonly addUser: (user: string, statements: readonly Statement[]) => Principal;
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
  const lasting = () => ({
    accessKeyId: `LTAIlocal${random(6)}`,
    accessKeySecret: random(15),
    securityToken: undefined,
    function: null,
    instance: undefined,
  });
  return {
    account: add({ ...lasting(), statements: undefined }),
    insider: add({ ...lasting(), statements: undefined, isInside: true }),
    addUser: (user, statements) => add({ ...lasting(), user, statements }),
    find: (accessKeyId) => known.get(accessKeyId),
    assume: (role) =>
      add({
        accessKeyId: `STS.${random(10)}`,
        accessKeySecret: random(20),
        securityToken: random(40),
        function: role.function,
        instance: role.instance,
        isInside: true,
        get statements() {
          return role.statements; // what the role's documents say now, not when it was assumed
        },
      }),
    expire: (principal) => void add({ ...principal, isOver: true, instance: undefined }),
  };
}

/** What a call says besides action and resource, by the keys of RAM's conditions. */
type Circumstances = Readonly<Record<string, string>>;

/** True iff the principal's documents allow `action` on `resource`: an explicit Deny wins, nothing listed means no. */
export function allows(
  principal: Pick<Principal, "statements">,
  action: string,
  resource: string,
  circumstances: Circumstances = {},
): boolean {
  if (principal.statements === undefined) return true;
  const hits = principal.statements.filter(
    ({ Action, Resource, Condition }) =>
      covers(Action, action) && covers(Resource, resource) && meets(Condition, circumstances),
  );
  return hits.length > 0 && hits.every(({ Effect }) => Effect === "Allow");
}

const covers = (patterns: string | readonly string[], value: string) =>
  [patterns]
    .flat()
    .some((pattern) =>
      new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i").test(value),
    );

const meets = (condition: Statement["Condition"], circumstances: Circumstances) =>
  Object.entries(condition?.StringEquals ?? {}).every(([key, allowed]) =>
    [allowed].flat().includes(circumstances[key] ?? ""),
  );
