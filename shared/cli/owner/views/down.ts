import type { DownWishes, Downward } from "../../../install/down.ts";
import { downWords } from "../../../install/down-plan.ts";
import type { Asked } from "../../../install/prepare.ts";

type Where = Pick<Asked, "stack" | "region">;

/** What taking it down would do. */
export function viewDownward(
  { stack, region }: Where,
  { steps, open }: Downward,
  { cancelsWaiting }: DownWishes,
): string {
  if (steps.length === 0) return `There is nothing of ${stack} in ${region}: nothing was done.`;
  const waiting = open.filter(({ isCurrent }) => !isCurrent);
  const lines = waiting.map((one) => `  ${one.operation} of ${one.instanceId}  ${one.operationId}`);
  const fate = cancelsWaiting ? "is ended as Cancelled" : "stays on record, and waits for the next up";
  return [
    ...(waiting.length === 0 ? [] : [`What waits ${fate} (${waiting.length}):`, ...lines, ""]),
    `${stack} in ${region} is taken down in this order (${steps.length}):`,
    ...steps.map((step) => `  ${downWords(step)}`),
    "Its record stays, in the Tablestore instance. Its logs and dead letters go with the stack.",
  ].join("\n");
}

/** What is left. */
export function viewDown({ stack, region }: Where, ledger: string | undefined): string {
  const left =
    ledger === undefined
      ? []
      : [`  the Tablestore instance ${ledger}, with what was done and what waits: redeploy-once up finds it again`];
  return [
    `${stack} is not in ${region} any more: no function, no role and no right to act.`,
    "Left, and yours to remove:",
    ...left,
    "  roles that Alibaba Cloud's services made for themselves (AliyunServiceRoleFor…): other applications may need them",
  ].join("\n");
}
