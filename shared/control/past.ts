import { OpError } from "../errors.ts";
import type { Applied, Control, ControlStore } from "./control.ts";

/**
 * Keeps a policy that goes out of force. It is there already if an apply before has failed after this step. What is there
 * under its serial with another content is somebody else's history, and is never written over.
 */
export async function keepPast(
  store: Pick<ControlStore, "readPast" | "writePast">,
  { serial, ...said }: Applied,
): Promise<void> {
  if ((await store.writePast({ serial, ...said })) === "applied") return;
  const kept = await store.readPast(serial);
  const isThis = kept !== undefined && kept.hash === said.hash && kept.by === said.by && kept.atMs === said.atMs;
  if (isThis && kept.why === said.why) return;
  throw new OpError(
    "conflict",
    "PolicyHistoryChanged",
    `The history has another policy ${serial} than the one that is in force. Nothing was applied. A person has to look: the row "past ${String(serial).padStart(10, "0")}" of the control table was made by hand, or comes from a control row that was deleted.`,
  );
}

/**
 * The serial of the next policy. A control row without a policy may have been made anew beside an older history: then the
 * serials go on after it, so that no serial ever means two policies. The last one of the lost row is in no history, so one
 * more is left out. Costs one read for the first policy of a stack, and some more after a loss.
 */
export async function nextSerial(store: Pick<ControlStore, "readPast">, { policy }: Control): Promise<number> {
  if (policy !== undefined) return policy.serial + 1;
  const isThere = async (serial: number) => (await store.readPast(serial)) !== undefined;
  let beyond = 1;
  while (await isThere(beyond)) beyond *= 2;
  let last = Math.floor(beyond / 2);
  while (last + 1 < beyond) {
    const middle = Math.floor((last + beyond) / 2);
    if (await isThere(middle)) last = middle;
    else beyond = middle;
  }
  return last === 0 ? 1 : last + 2;
}
