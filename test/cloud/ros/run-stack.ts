import type { Holds } from "../core/guesses.ts";
import type { Blueprint } from "./blueprint.ts";
import type { Stack } from "./stack.ts";
import { type Crew, type Stays, stepsFrom, stepsTo } from "./steps.ts";
import { begin, type Job } from "./work.ts";

type Orders = Crew & { readonly holds: Holds; readonly failsAfter: number | undefined };

/** Looks at a stack until what it does is done. */
const looks = (holds: Holds) => (holds("ros.pace") ? 1 : 6);

/** Makes a new stack's resources; what fails is taken back, unless the stack says otherwise. */
export function runCreate(stack: Stack, orders: Orders): void {
  start(stack, "CREATE", stepsTo(stack, stack.blueprint, orders), orders, {
    done: () => enter(stack, "CREATE_COMPLETE", "Stack CREATE completed successfully"),
    failed: (reason) => {
      if (stack.disableRollback) return enter(stack, "CREATE_FAILED", reason);
      const keeps: Stays = ({ isRetained }) => isRetained && orders.holds("ros.rollback-retains");
      begin(stack, {
        verb: "ROLLBACK",
        steps: stepsFrom(stack, [...stack.resources.keys()], keeps, orders),
        looks: looks(orders.holds),
        failsAfter: undefined,
        done: () => enter(stack, "CREATE_ROLLBACK_COMPLETE", reason),
        failed: (second) => enter(stack, "CREATE_ROLLBACK_FAILED", second),
      });
      enter(stack, "CREATE_ROLLBACK_IN_PROGRESS", reason);
    },
  });
}

/** Changes a stack to another blueprint; what is not in it goes last. */
export function runUpdate(stack: Stack, blueprint: Blueprint, orders: Orders): void {
  const before = stack.blueprint;
  const gone = [...stack.resources.keys()].filter((logicalId) => !blueprint.order.includes(logicalId));
  const steps = [
    ...stepsTo(stack, blueprint, orders),
    ...stepsFrom(stack, gone, ({ isRetained }) => isRetained, orders),
  ];
  stack.blueprint = blueprint;
  start(stack, "UPDATE", steps, orders, {
    done: () => enter(stack, "UPDATE_COMPLETE", "Stack successfully updated"),
    failed: (reason, undo) => {
      stack.blueprint = before;
      if (stack.disableRollback) return enter(stack, "UPDATE_FAILED", reason);
      const steps = undo.map((act) => ({ logicalId: "", type: "", run: () => void act() }));
      const ended = { failsAfter: undefined, failed: (second: string) => enter(stack, "ROLLBACK_FAILED", second) };
      const done = () => enter(stack, "ROLLBACK_COMPLETE", reason);
      begin(stack, { verb: "ROLLBACK", steps, looks: looks(orders.holds), done, ...ended });
      enter(stack, "ROLLBACK_IN_PROGRESS", reason);
    },
  });
}

/** Removes a stack's resources but those that stay. */
export function runDelete(stack: Stack, stays: Stays, orders: Orders): void {
  start(stack, "DELETE", stepsFrom(stack, [...stack.resources.keys()], stays, orders), orders, {
    done: () => enter(stack, "DELETE_COMPLETE", "Stack successfully deleted"),
    failed: (reason) => enter(stack, "DELETE_FAILED", reason),
  });
}

function start(
  stack: Stack,
  verb: "CREATE" | "UPDATE" | "DELETE",
  steps: Job["steps"],
  { holds, failsAfter }: Orders,
  ends: Pick<Job, "done" | "failed">,
) {
  stack.failures.clear();
  enter(stack, `${verb}_IN_PROGRESS`, `Stack ${verb} started`);
  begin(stack, { verb, steps, looks: looks(holds), failsAfter, ...ends });
}

function enter(stack: Stack, status: string, statusReason: string): void {
  stack.status = status;
  stack.statusReason = statusReason;
}
