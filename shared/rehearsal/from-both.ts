import type { Fleets } from "../cloud/clouds.ts";
import type { Fleet } from "../cloud/fleet.ts";
import { OpError } from "../errors.ts";
import type { Machine } from "../remediation/machine.ts";

/** What both products list, and sentences about one that cannot be read. */
type FromBoth<T> = { readonly all: readonly T[]; readonly warnings: readonly string[] };

const products = ["ecs", "ens"] as const;

/**
 * What ECS and ENS list. An account may have no right to one of them, or no machine of it: then the other one counts alone,
 * and that is told. Throws `OpError` if neither can be read.
 */
export async function fromBoth<T>(
  fleets: Fleets,
  read: (fleet: Fleet, product: Machine["product"]) => Promise<readonly T[]>,
): Promise<FromBoth<T>> {
  const lists = await Promise.allSettled(products.map((product) => read(fleets[product], product)));
  const failed = lists.flatMap((list, index) =>
    list.status === "rejected" ? [{ product: products[index], error: list.reason as unknown }] : [],
  );
  const [first] = failed;
  const unexpected = failed.find(({ error }) => !(error instanceof OpError));
  if (unexpected !== undefined) throw unexpected.error;
  if (first !== undefined && failed.length === products.length) throw first.error;
  return {
    all: lists.flatMap((list) => (list.status === "fulfilled" ? list.value : [])),
    warnings: failed.map(({ product, error }) => `Nothing of ${product} is in this: ${(error as OpError).message}`), // see above
  };
}
