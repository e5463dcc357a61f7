import Gateway from "@alicloud/gateway-sls";

/** What signs requests for SLS. In a file of its own, since no other command loads it, and since a static import is the same wherever it runs. */
export const createGateway = () => new Gateway.default();
