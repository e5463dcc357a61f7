import type { Operation } from "../operation.ts";
import { redeployInstance } from "./redeploy-instance.ts";

/** Every operation of the bundle, in the order in which a plan prefers them. */
export const operations: readonly Pick<Operation, "name" | "answers">[] = [redeployInstance];
