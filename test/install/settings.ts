import { readInstallation } from "../../shared/install/serverless-yaml.ts";
import { productYaml } from "../deploy.ts";

export const accountId = "1000000000000001";

/** What a real installation has to set: a region and two secrets. */
export const settings: Readonly<Record<string, string>> = {
  ALIBABA_CLOUD_REGION: "cn-hangzhou",
  PRINCIPALS: JSON.stringify([{ name: "oncall", keys: [`whpk_${"A".repeat(43)}=`] }]),
  FINGERPRINT_KEYS: JSON.stringify([{ id: "k1", secret: "at least thirty-two characters long" }]),
};

/** The product's s.yaml as it is deployed with these settings. */
export const installed = (changed: Readonly<Record<string, string>> = {}, text = productYaml(), instead = {}) =>
  readInstallation(text, { env: (name) => ({ ...settings, ...changed })[name], accountId, instead });
