import type { CloudEvent } from "../cloud-event.ts";
import type { Command } from "../command.ts";
import { OpError } from "../errors.ts";
import { eventTokenOf, type Scope } from "../ledger/token.ts";
import { choices } from "../operations/choices.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { parsed } from "../parameter.ts";
import { homeOf } from "../remediation/plan.ts";
import { target } from "./target.ts";

/** The command that looks at a system event, or the reason why this function has nothing to do. */
export function commandOfEvent<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  scope: Scope,
  event: CloudEvent,
): Command | { readonly why: string } {
  const { eventId, instanceId, eventType, eventStatus } = event.data;
  const elsewhere = whyElsewhere(event, scope);
  if (elsewhere !== undefined) return { why: elsewhere };
  const product = productOf(event.source);
  if (product === undefined) return { why: `no operation answers events of ${event.source}` };
  const notice = { product, eventId, instanceId, type: eventType, status: eventStatus };
  const home = homeOf(product, eventType, choices);
  if (home !== operation.name) return { why: `the function of ${home} looks at ${eventType}` };
  return {
    // Only a first idea. The notice is a reason to look. The plan that counts is made from the look, by the policy.
    ...target(operation, inputFor(operation, operation.event.inputFor(notice))),
    source: event.foundby ?? "eventbridge",
    actor: event.source,
    reason: `${eventType} in ${eventStatus}`,
    mayRunLater: true,
    accepts: [],
    token: eventTokenOf(instanceId, eventId, 1),
    clientToken: undefined,
    eventId,
  };
}

/** The reason why an event is not ours. One that names no region or account is taken for ours: look finds out. */
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

/** The product whose events have this source, if an operation is one of it. */
const productOf = (source: string) => choices.find(({ product }) => source === `acs.${product}`)?.product;

/** The input that answers an event. If this release cannot take it, the event goes back to the bus, where it can be seen. */
function inputFor<I extends Input, F extends Facts, C>({ parameters }: Operation<I, F, C>, values: Input): I {
  try {
    return parsed(parameters.schema, values);
  } catch (cause) {
    if (!(cause instanceof OpError)) throw cause;
    throw new OpError("unusableEvent", cause.code, cause.message, { cause });
  }
}
