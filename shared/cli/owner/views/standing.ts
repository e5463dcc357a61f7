import * as z from "zod";
import { standingSchema as told } from "../../../console/record.ts";

/** An operation as the console tells of it. A later one may tell more: what is not known here is left out. */
export const standingSchema = z.object({ ...told.shape, InstanceId: z.string().optional() });

export type Standing = z.output<typeof standingSchema>;

/** `Waiting for approval`. */
export const stateWords = ({ State, For }: Pick<Standing, "State" | "For">) =>
  For === undefined ? State : `${State} for ${For}`;
