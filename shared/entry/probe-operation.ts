import type { Credentials } from "../config.ts";
import { isRead } from "../control/is-read.ts";
import type { Batch, Shape } from "../decode.ts";
import type { Deps } from "../deps.ts";
import { madeUp } from "../made-up.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import type { LastEvent } from "./last-event.ts";

/** A direct invoke that asks what the function can reach. No HTTP request and no event is one. */
export const isProbe = (shape: Shape | Batch, operation: string): boolean =>
  shape.kind === "invoke" && shape.payload["operation"] === operation && shape.payload["probe"] === true;

/** Reads what an operation reads, of an instance that is nowhere. It claims, writes and sends nothing. */
export async function probeOperation<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  deps: Deps<C>,
  credentials: Credentials,
  last: LastEvent | undefined,
): Promise<object> {
  const { store, cloud, steering } = deps.connect(credentials);
  const { lastEventOf, probe } = await import("../probe.ts");
  const { instanceId, imageId } = madeUp;
  const notice = { product: operation.product, eventId: "e-probe", instanceId, type: "", status: "" };
  const input = { ...operation.event.inputFor(notice), ImageId: imageId } as unknown as I; // a look reads what it knows
  const said = await probe(deps, {
    "the ledger's instances": () => store.readInstance(instanceId),
    "the ledger's tokens": () => store.readToken(madeUp.token),
    "the control row": () => isRead(steering),
    "a look at a machine": () => operation.look(cloud, input),
  });
  return { ...said, ...(last && { LastEvent: lastEventOf(last) }) };
}
