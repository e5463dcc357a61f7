import * as z from "zod";
import { policyDocument } from "../core/policy-document.ts";
import type { Principals } from "../core/principals.ts";
import { parse, type Resource } from "./resource.ts";

const userSchema = z.strictObject({ name: z.string().regex(/^[\w.@-]{1,64}$/), policy: policyDocument });

/** `POST users`: a RAM user who may do what a policy document says; answers with its access key. */
export function createUsersResource({ principals }: { readonly principals: Pick<Principals, "addUser"> }): Resource {
  return {
    POST: ({ body }) => {
      const { name, policy } = parse(userSchema, body);
      const { accessKeyId, accessKeySecret } = principals.addUser(name, policy.Statement);
      return { accessKeyId, accessKeySecret };
    },
  };
}
