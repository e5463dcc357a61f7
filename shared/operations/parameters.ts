import * as z from "zod";

/** A strict object of parameters; zod's own message for a parameter that is unknown is replaced when it is refused. */
export const ecsInput = z.strictObject;

export const instanceId = z
  .string("must be text, for example i-bp1azkttqpldxgted001")
  .regex(/^i-[A-Za-z0-9]{1,61}$/, "must look like i-bp1azkttqpldxgted001");

const flag = z.boolean("must be true or false");

export const forceStop = flag.default(false);
export const optionalFlag = flag.optional();
