import type { InstanceState } from "../cloud/ecs-facts.ts";

/** The part of a look that every ECS operation has. */
type Looked = { readonly instance: InstanceState | undefined };

/** The account has this instance. Each document has its own words for it. */
export const exists = (message: string) => ({
  code: "InvalidInstanceId.NotFound",
  message,
  fails: ({ instance }: Looked) => instance === undefined,
});

export const isNotLocked = (message: string) => ({
  code: "InstanceLockedForSecurity",
  message,
  fails: ({ instance }: Looked) => instance?.locks.includes("security") === true,
});

export const isPaid = {
  code: "InstanceExpiredOrInArrears",
  message: "The instance is expired (prepaid) or in arrears (pay-as-you-go).",
  fails: ({ instance }: Looked) => instance?.expired === true || instance?.locks.includes("financial") === true,
};

export const inStatus = (...statuses: readonly string[]) => ({
  code: "IncorrectInstanceStatus",
  message: ({ instance }: Looked) => `The instance must be ${statuses.join(" or ")}; it is ${instance?.status}.`,
  fails: ({ instance }: Looked) => !statuses.includes(instance?.status ?? ""),
});
