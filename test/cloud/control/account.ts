import type { Account } from "../account/account.ts";
import type { Fc } from "../fc/fc.ts";
import { isGone, type Stack } from "../ros/stack.ts";
import type { Resource } from "./resource.ts";

type Needs = {
  readonly account: Account;
  readonly ros: { readonly stacks: () => readonly Stack[] };
  readonly fc: Pick<Fc, "functions">;
};

/** `GET account`: by name what is installed, and how much each queue holds. */
export function createAccountResource({ account, ros, fc }: Needs): Resource {
  return {
    GET: () => ({
      stacks: Object.fromEntries(
        ros
          .stacks()
          .filter((stack) => !isGone(stack))
          .map(({ stackName, status }) => [stackName, status]),
      ),
      functions: fc.functions(),
      roles: account.roles.all().map(({ roleName }) => roleName),
      tablestoreInstances: account.instances.all().map(({ instanceName }) => instanceName),
      queues: Object.fromEntries(account.queues.all().map(({ queueName, messages }) => [queueName, messages.length])),
      others: [...account.kept.keys()],
    }),
  };
}
