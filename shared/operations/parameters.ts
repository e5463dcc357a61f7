import * as z from "zod";

export const instanceId = z
  .string("must be text, for example i-bp1azkttqpldxgted001")
  .regex(/^i-[A-Za-z0-9]{1,61}$/, "must look like i-bp1azkttqpldxgted001")
  .describe("The instance");

export const flag = z.boolean("must be true or false");

export const forceStop = flag
  .default(false)
  .describe("Power it off instead of shutting it down; needs a person with the role approver");
