import { apply } from "../control/apply.ts";
import type { Applied, Control } from "../control/control.ts";
import { readApplied } from "../control/read-applied.ts";
import { OpError } from "../errors.ts";
import { canonical, hashOf } from "../policy/hash.ts";
import type { Policy } from "../policy/policy.ts";
import { type Preview, type PreviewNeeds, previewOf } from "./preview.ts";

/** What a person has seen, and says to it. */
export type Wanted = {
  readonly policy: Policy;
  readonly by: string;
  readonly why: string;
  /** The serial that was in force when the person looked; 0: none. */
  readonly serial: number;
  /** How many operations the person expects to start. */
  readonly start: number | undefined;
  /** True iff nothing is to be applied. */
  readonly isPreview: boolean;
};

/** What came of it. `applied` is undefined for a preview. */
export type PutInForce = Preview & { readonly before: Applied | undefined; readonly applied: Applied | undefined };

/**
 * Puts a policy in force for a person who has looked at the one before and knows what begins by it. Throws `OpError`
 * (`badRequest`, `conflict`) if nothing was applied: `PolicyChanged` if another policy is in force than the person looked
 * at, `StartsOthers` if it would start another number of operations than the person said. The policy that is in force
 * already stays as it was applied.
 */
export async function putInForce(needs: PreviewNeeds, wanted: Wanted): Promise<PutInForce> {
  const { policy, by, why, serial, start, isPreview } = wanted;
  const read = await needs.control.readControl();
  refuseChanged(read, serial, policy);
  const preview = await previewOf(needs, read, policy);
  if (!isPreview && (await isInForce(needs, read, policy)))
    return { ...preview, before: read.policy, applied: read.policy };
  if (isPreview) return { ...preview, before: read.policy, applied: undefined };
  refuseUncounted(preview, policy, start);
  refuseOtherStarts(preview, start);
  const said = { hash: hashOf(policy), text: canonical(policy), by, why, atMs: needs.nowMs() };
  return { ...preview, before: read.policy, applied: await apply(needs.control, read, said) };
}

const isInForce = async ({ control }: PreviewNeeds, { policy: active }: Control, policy: Policy) =>
  active?.hash === hashOf(policy) && (await readApplied(control, active)) !== undefined;

function refuseChanged({ policy }: Control, serial: number, wanted: Policy): void {
  if ((policy?.serial ?? 0) === serial) return;
  const found =
    policy === undefined
      ? "no policy was applied yet: its serial is 0"
      : `policy ${policy.serial} is in force, applied ${new Date(policy.atMs).toISOString()} by ${policy.by}: ${policy.why}`;
  const isThis = policy?.hash === hashOf(wanted) ? " It is this very policy." : "";
  const message = `You looked at policy ${serial}, but ${found}.${isThis} Nothing was applied; look at it, and apply again.`;
  throw new OpError("conflict", "PolicyChanged", message);
}

/** Where something could not be counted, an owner has to say that they know: what is not listed may start as well. */
function refuseUncounted({ isWhole, warnings, starts }: Preview, { mode }: Policy, said: number | undefined): void {
  if (isWhole || mode !== "act" || said !== undefined) return;
  throw new OpError(
    "conflict",
    "StartsOthers",
    `What it would start could not be counted whole: ${warnings.join(" ")} Nothing was applied. If you want it all the same, say Start: ${starts.length}.`,
  );
}

/** A number that was said has to be right, even where nothing would start: whoever said it has seen something else. */
function refuseOtherStarts({ starts }: Preview, said: number | undefined): void {
  if (starts.length === (said ?? 0)) return;
  const rules = [...new Set(starts.map(({ rule }) => rule))];
  const by = rules.map((rule) => `${starts.filter((each) => each.rule === rule).length} by "${rule}"`).join(", ");
  const what = `It would start ${starts.length} waiting or pending operations${by === "" ? "" : `: ${by}`}`;
  const words = said === undefined ? "Nobody has said so" : `Said was ${said}`;
  throw new OpError(
    "conflict",
    "StartsOthers",
    `${what}. ${words}, so nothing was applied. Look at the preview, and say Start: ${starts.length}.`,
  );
}
