import type { Credentials } from "../../config.ts";

/** How the cloud's control plane is reached: with whose credentials, and at which addresses. */
export type ControlPlane = {
  readonly regionId: string;
  readonly credentials: Credentials;
  readonly endpoints: Endpoints;
  /** Set if its clock is not this machine's: calls are signed for this time, epoch milliseconds. */
  readonly nowMs: (() => number) | undefined;
};

export type Endpoints = {
  readonly fc: string;
  /** Resource Orchestration Service. */
  readonly ros: string;
  readonly ram: string;
  readonly sts: string;
  /** Where Tablestore's instances are made and looked up. */
  readonly tablestoreControl: string;
  /** Simple Message Queue. */
  readonly smq: string;
  /** Simple Log Service, without a project. */
  readonly sls: string;
  readonly eventbridge: string;
};

/** The public addresses of a region (each product's page "Endpoints", Nov 2026). */
export const publicEndpoints = (regionId: string, accountId: string): Endpoints => ({
  fc: `https://${accountId}.${regionId}.fc.aliyuncs.com`,
  ros: "https://ros.aliyuncs.com",
  ram: "https://ram.aliyuncs.com",
  sts: `https://sts.${regionId}.aliyuncs.com`,
  tablestoreControl: `https://tablestore.${regionId}.aliyuncs.com`,
  smq: `https://mns-open.${regionId}.aliyuncs.com`,
  sls: `https://${regionId}.log.aliyuncs.com`,
  eventbridge: `https://eventbridge-console.${regionId}.aliyuncs.com`,
});
