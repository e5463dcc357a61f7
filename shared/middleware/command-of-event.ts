import type { CloudEvent } from "../cloud-event.ts";
import type { Command } from "../command.ts";
import { OpError } from "../errors.ts";
import { eventTokenOf, type Scope } from "../ledger/token.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import type { Planning } from "../operations/planned.ts";
import { parsed } from "../parameter.ts";
import { homeOf, isKnown, plan } from "../remediation/plan.ts";
import { target } from "./target.ts";

/** The command that looks at a system event, or why this function has nothing to do. */
export function commandOfEvent<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  scope: Scope,
  { choices, rules }: Planning,
  event: CloudEvent,
): Command | { readonly why: string } {
  const { eventId, instanceId, eventType, eventStatus } = event.data;
  const elsewhere = whyElsewhere(event, scope);
  if (elsewhere !== undefined) return { why: elsewhere };
  const product = productOf(event.source, choices);
  if (product === undefined) return { why: `no operation answers events of ${event.source}` };
  const notice = { product, eventId, instanceId, type: eventType, status: eventStatus };
  if (!isKnown(product, eventType, choices, rules)) return { why: `no operation answers ${eventType}` };
  const home = homeOf(product, eventType, choices);
  if (home !== operation.name) return { why: `the function of ${home} looks at ${eventType}` };
  // A first idea: the notice is a reason to look, and the plan is made of what look sees.
  const first = plan(notice, choices, rules, false);
  const given = first.do === operation.name ? first.input : {};
  return {
    ...target(operation, inputFor(operation, { ...operation.event.inputFor(notice), ...given })),
    source: "eventbridge",
    actor: event.source,
    reason: first.why,
    mayRunLater: true,
    accepts: [],
    mayKnow: false,
    token: eventTokenOf(instanceId, eventId, 1),
    clientToken: undefined,
    eventId,
  };
}

/** An event that names no region or account is taken for one of here: look finds out. */
function whyElsewhere(
  { aliyunregionid, aliyunaccountid }: Pick<CloudEvent, "aliyunregionid" | "aliyunaccountid">,
  { regionId, accountId }: Scope,
): string | undefined {
  if ((aliyunregionid ?? regionId) !== regionId)
    return `the event is of region ${aliyunregionid}, this stack serves ${regionId}`;
  if ((aliyunaccountid ?? accountId) !== accountId)
    return `the event is of account ${aliyunaccountid}, this stack serves ${accountId}`;
  return undefined;
}

/** The product whose events have this source, if an operation is one of it; whatever the owner's rules say of a type. */
const productOf = (source: string, choices: Planning["choices"]) =>
  choices.find(({ product }) => source === `acs.${product}`)?.product;

/** The input that answers an event; one that this release cannot take goes back to the bus, where it can be seen. */
function inputFor<I extends Input, F extends Facts, C>({ parameters }: Operation<I, F, C>, values: Input): I {
  try {
    return parsed(parameters.schema, values);
  } catch (cause) {
    if (!(cause instanceof OpError)) throw cause;
    throw new OpError("unusableEvent", cause.code, cause.message, { cause });
  }
}
