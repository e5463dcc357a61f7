import type { Command } from "../command.ts";
import { askerOf, lacks } from "../control/asker.ts";
import type { Steering } from "../control/steering.ts";
import { OpError } from "../errors.ts";
import { mayCall, type Somebody } from "../policy/who-is.ts";
import type { Principal } from "../principal.ts";
import type { Invocation } from "./invocation.ts";

/**
 * Lets a signed call through only if the policy in force lets its signer ask for it. Throws `OpError`, or that it cannot be
 * read. `isOfSome`: they may ask on some machines only, which a look finds out.
 */
export type Authorise = (invocation: Invocation) => Promise<{ readonly isOfSome: boolean }>;

/**
 * The policy's word on who asks. Events and invokes have none: FC's own access control has let them in. It is asked before
 * a claim and before a check, and not for a replay, which tells nothing but what its own signer was told before.
 */
export const authoriseBy =
  (operation: string, steering: () => Promise<Steering>): Authorise =>
  async (invocation) => {
    const { signed, command } = invocation;
    if (signed === undefined || command === undefined) return { isOfSome: false };
    const asker = askerFor(operation, signed.principal, command, await steering());
    invocation.asker = asker;
    return { isOfSome: asker.bounds?.match !== undefined };
  };

function askerFor(
  operation: string,
  principal: Principal,
  { accepts, overridesFreeze, instanceId }: Pick<Command, "accepts" | "overridesFreeze" | "instanceId">,
  steering: Steering,
): Somebody {
  const asker = askerOf(principal, steering);
  const { name } = principal;
  const { instances } = asker?.bounds?.match ?? {};
  const isElsewhere = instances !== undefined && ![instances].flat().includes(instanceId);
  if (asker === undefined || !mayCall(asker, operation) || isElsewhere)
    throw new OpError(
      "forbidden",
      "Forbidden.Operation",
      `${name} may not ask for ${operation}${isElsewhere ? ` on ${instanceId}` : ""}: ${lacks("caller", principal, asker)}. Nothing was changed.`,
    );
  if (overridesFreeze === true && !asker.roles.includes("operator"))
    throw new OpError(
      "forbidden",
      "Forbidden.MayNotOverride",
      `${name} may not override a freeze: ${lacks("operator", principal, asker)}. Leave Override out. Nothing was changed.`,
    );
  if (accepts.length === 0 || asker.roles.includes("approver")) return asker;
  throw new OpError(
    "forbidden",
    "Forbidden.MayNotConsent",
    `${name} may not accept a loss of data: ${lacks("approver", principal, asker)}. Leave AcceptDataLoss out. Nothing was changed.`,
  );
}
