import * as z from "zod";
import { functionNameOf } from "../function-name.ts";
import { isOurs } from "./compare.ts";
import type { Found, FoundFunction, FoundRole } from "./found.ts";
import { actsOnEnsRole, actsRoleOf } from "./names.ts";
import type { Ports } from "./ports.ts";

type Needs = Pick<Ports, "functions" | "stacks" | "roles" | "askConsole">;

/** Everything that is there of a stack. It changes nothing. Throws `CloudError`. */
export async function readFound(needs: Needs, stack: string, region: string): Promise<Found> {
  const [ros, functions, roles] = await Promise.all([
    needs.stacks.read(stack),
    readFunctions(needs, stack),
    readRoles(needs, [actsRoleOf(region), actsOnEnsRole]),
  ]);
  const hasConsole = functions.some((one) => one.name === functionNameOf(stack, "console") && isOurs(one, stack));
  return { stack: ros, functions, roles, told: hasConsole ? await readTold(needs) : undefined };
}

/** One after the other: a control plane has few calls a second for an account. */
async function readFunctions({ functions }: Needs, stack: string): Promise<readonly FoundFunction[]> {
  const found: FoundFunction[] = [];
  for (const name of await functions.names(functionNameOf(stack, ""))) {
    const one = await functions.read(name);
    if (one !== undefined) found.push(one); // else it went meanwhile
  }
  return found;
}

async function readRoles({ roles }: Pick<Ports, "roles">, names: readonly string[]) {
  const found = await Promise.all(names.map((name) => roles.read(name)));
  return new Map(found.filter((role) => role !== undefined).map((role): [string, FoundRole] => [role.name, role]));
}

const statusSchema = z.object({ Acts: z.object({ Operations: z.array(z.string()) }) });

/** What the stack may send, as its console says. Whatever keeps it from answering: the tables are looked after again, and the right is written again. */
export async function readTold({ askConsole }: Pick<Ports, "askConsole">): Promise<Found["told"]> {
  const { data } = statusSchema.safeParse(await askConsole("status", {}).catch(() => undefined));
  return data && { operations: data.Acts.Operations };
}
