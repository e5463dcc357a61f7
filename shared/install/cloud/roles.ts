import * as z from "zod";
import { CloudError } from "../cloud-error.ts";
import type { FoundRole } from "../found.ts";
import type { ControlPlane } from "./control-plane.ts";
import { createRpc } from "./rpc.ts";

/** RAM 2015-05-01, of which the installer only reads. Each call throws `CloudError`. */
export type Roles = ReturnType<typeof createRoles>;

export function createRoles(plane: ControlPlane) {
  const call = createRpc(plane, { endpoint: plane.endpoints.ram, version: "2015-05-01" });
  return {
    read: async (name: string): Promise<FoundRole | undefined> => {
      const role = await call("GetRole", { RoleName: name }, name).catch(noneIfMissing);
      if (role === undefined) return undefined;
      const { Description, AssumeRolePolicyDocument } = roleSchema.parse(role).Role;
      return { name, description: Description, trusts: AssumeRolePolicyDocument };
    },
    /** A policy of the account's own: its document. */
    policy: async (name: string): Promise<unknown> => {
      const policy = await call("GetPolicy", { PolicyName: name, PolicyType: "Custom" }, name).catch(noneIfMissing);
      return policy && JSON.parse(policySchema.parse(policy).DefaultPolicyVersion.PolicyDocument);
    },
  };
}

function noneIfMissing(error: unknown): undefined {
  if (error instanceof CloudError && error.kind === "missing") return undefined;
  throw error;
}

const roleSchema = z.object({
  Role: z.object({ Description: z.string().default(""), AssumeRolePolicyDocument: z.string().default("") }),
});

const policySchema = z.object({ DefaultPolicyVersion: z.object({ PolicyDocument: z.string() }) });
