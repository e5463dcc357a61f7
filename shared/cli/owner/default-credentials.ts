import Credential from "@alicloud/credentials";
import type { Credentials } from "../../config.ts";
import { failed } from "./stopped.ts";

/** The credentials that Alibaba Cloud's own tools would take: environment, OIDC role, profile, the machine's role. Found once. */
export function defaultCredentials(): () => Promise<Credentials> {
  let found: Promise<Credentials> | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

async function find(): Promise<Credentials> {
  try {
    const { accessKeyId, accessKeySecret, securityToken } = await new Credential.default().getCredential();
    return {
      accessKeyId: accessKeyId ?? "",
      accessKeySecret: accessKeySecret ?? "",
      securityToken: securityToken ?? "",
    };
  } catch {
    // Its message has a sentence of each provider, of which one may quote an answer: none of them is needed to go on.
    throw failed(
      "No credentials were found: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or make a profile (aliyun configure).",
    );
  }
}
