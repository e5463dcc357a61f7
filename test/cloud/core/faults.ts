import { z } from "zod";
import { type ProductName, productNames } from "./calls.ts";

const effects = [
  "lost-reply",
  "error",
  "throttle",
  "garbage",
  "not-applied",
  "delay",
  "failed-task",
  "applied-then-timeout",
  "applied-late",
  "kill-before",
  "kill-after",
  "hang-up",
  "freeze",
  "empty",
  "foreign",
] as const;

/** What answers as if it said something is a read of ECS or ENS. */
const readEffects: readonly string[] = ["empty", "foreign"] satisfies (typeof effects)[number][];

/** Body of `POST /_cloud/faults`. `ms` is world time. */
export const faultSchema = z
  .strictObject({
    product: z.enum(productNames),
    action: z.string(),
    effect: z.enum(effects),
    times: z.int().positive().default(1),
    skip: z.int().nonnegative().default(0),
    instanceId: z.string().optional(),
    function: z.string().optional(),
    /** For calls of the control plane: the function, stack or role that the call names. */
    target: z.string().optional(),
    status: z.int().min(200).max(599).optional(),
    code: z.string().optional(),
    /** For `error`: what the cloud says, in any words. */
    message: z.string().optional(),
    ms: z.int().nonnegative().optional(),
    /** For `freeze` and `hang-up`: `request` (default) is before the cloud takes the call, `reply` after, before the answer. */
    at: z.enum(["request", "reply"]).default("request"),
    /** For `failed-task` of ros: so many resources are made, changed or removed before it fails. */
    after: z.int().nonnegative().optional(),
  })
  .refine(({ effect, product, action }) => !readEffects.includes(effect) || isRead(product, action), {
    path: ["effect"],
    error: `${readEffects.join(" and ")} are for the Describe actions of ecs and ens.`,
  });

const isRead = (product: string, action: string) => ["ecs", "ens"].includes(product) && action.startsWith("Describe");

export type Fault = z.output<typeof faultSchema>;
type FaultMatch = {
  readonly product: ProductName;
  readonly action: string;
  readonly instanceId: string | undefined;
  readonly target?: string | undefined;
  readonly function: string | null;
};

export type Faults = {
  readonly add: (fault: Fault) => string;
  readonly list: () => readonly { readonly id: string; readonly hits: number }[];
  readonly clear: () => void;
  /** The fault that this call meets, if any; counts a hit. */
  readonly meet: (call: FaultMatch) => Fault | undefined;
};

/** Planned faults, met in the order in which they were added. */
export function createFaults(): Faults {
  const planned: { readonly id: string; readonly fault: Fault; skipLeft: number; hits: number }[] = [];
  let added = 0;

  const matches = (fault: Fault, call: FaultMatch) =>
    fault.product === call.product &&
    fault.action === call.action &&
    (fault.instanceId === undefined || fault.instanceId === call.instanceId) &&
    (fault.target === undefined || fault.target === call.target) &&
    (fault.function === undefined || fault.function === call.function);

  return {
    add: (fault) => {
      const id = `fault-${++added}`;
      planned.push({ id, fault, skipLeft: fault.skip, hits: 0 });
      return id;
    },
    list: () => planned.map(({ id, hits }) => ({ id, hits })),
    clear: () => void planned.splice(0),
    meet: (call) => {
      for (const entry of planned) {
        if (entry.hits >= entry.fault.times || !matches(entry.fault, call)) continue;
        if (entry.skipLeft > 0) {
          entry.skipLeft--;
          continue;
        }
        entry.hits++;
        return entry.fault;
      }
      return undefined;
    },
  };
}
