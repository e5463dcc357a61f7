import type { Examination } from "../doctor/finding.ts";
import type { Outside, Product, Unread } from "../doctor/outside.ts";
import { functionNameOf } from "../function-name.ts";
import { operations } from "../operations/index.ts";
import { CloudError } from "./cloud-error.ts";
import { holderIn } from "./holder.ts";
import { actsOnEnsRole, actsRoleOf } from "./names.ts";
import type { Ports } from "./ports.ts";
import { readTold } from "./read-found.ts";
import { readLogLine } from "./read-log-line.ts";
import { type RolesAsked, readRoles } from "./read-roles.ts";
import { readWay } from "./read-way.ts";
import { Unusable } from "./unusable.ts";

type Needs = Pick<
  Ports,
  "functions" | "stacks" | "roles" | "askConsole" | "deadLetters" | "hasLine" | "isBusOn" | "pause"
>;

/** `doctor`: what it has answered, and when. */
export type OutsideAsked = RolesAsked & {
  readonly doctor: { readonly answer: Pick<Examination, "RequestId" | "Events">; readonly atMs: number };
};

/** What the account shows of a stack from the outside. Whoever asks may lack a right: then that part says so, and nothing is thrown. */
export async function readOutside(needs: Needs, asked: OutsideAsked): Promise<Outside> {
  const { stack, region: regionId, doctor } = asked;
  const [functions, holders, acts, roles, deadLetters, log, way, hasBus] = await Promise.all([
    orUnread(needs.functions.marked()),
    orUnread(readHolders(needs, regionId)),
    readActs(needs),
    orUnread(readRoles(needs, asked)),
    orUnread(needs.deadLetters(`${stack}-dead`)),
    orUnread(readLogLine(needs, stack, { requestId: doctor.answer.RequestId, atMs: doctor.atMs })),
    orUnread(readNewest(needs, stack, doctor.answer)),
    orUnread(needs.isBusOn()),
  ]);
  return { stack, regionId, functions, holders, acts, roles, deadLetters, log, way, hasBus };
}

/** Which way the newest event came; undefined: none is remembered. */
async function readNewest(needs: Needs, stack: string, { Events }: Pick<Examination, "Events">) {
  const [newest] = [...Events].sort((a, b) => Date.parse(b.At) - Date.parse(a.At));
  if (newest === undefined) return undefined;
  const { Function: file, At, RequestId: requestId } = newest;
  return readWay(needs, { functionName: functionNameOf(stack, file), requestId, atMs: Date.parse(At) });
}

async function readHolders({ roles }: Needs, region: string): Promise<Record<Product, string | undefined>> {
  const [ecs, ens] = await Promise.all([roles.read(actsRoleOf(region)), roles.read(actsOnEnsRole)]);
  return { ecs: ecs && holderIn(ecs.description, region), ens: ens && holderIn(ens.description, region) };
}

async function readActs(needs: Needs): Promise<readonly Product[] | Unread> {
  const told = await readTold(needs);
  if (told === undefined)
    return { failed: "The console does not say for what the stack may act.", mend: "Mend the console first." };
  const may = operations.filter(({ name }) => told.operations.includes(name)).map(({ product }) => product);
  return [...new Set(may)];
}

const orUnread = <T>(asked: Promise<T>): Promise<T | Unread> =>
  asked.catch((error: unknown) => {
    if (error instanceof CloudError) return { failed: error.message, mend: error.mend };
    if (error instanceof Unusable) return { failed: error.message, mend: "Mend that first." };
    throw error;
  });
