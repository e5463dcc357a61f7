/** An instance that is nowhere: a look at it finds nothing, unless the look is not allowed. */
export const madeUp = {
  instanceId: "i-redeployonceprobe0000",
  imageId: "m-redeployonceprobe0000",
  token: "probe",
} as const;
