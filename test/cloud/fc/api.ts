import type { Product } from "../core/http.ts";
import { createFc2 } from "../fc2/invoke-api.ts";
import { createControlApi } from "./control/control-api.ts";
import { createInvokeApi, isInvocation } from "./invoke-api.ts";

type Needs = Parameters<typeof createControlApi>[0] &
  Parameters<typeof createInvokeApi>[0] &
  Parameters<typeof createFc2>[0];

/** What FC answers to signed requests: invocations and the control plane of 3.0, and of 2.0 the invocations of hooks. */
export function createApi(needs: Needs): Pick<Product, "owns" | "handle"> {
  const [control, invoke, fc2] = [createControlApi(needs), createInvokeApi(needs), createFc2(needs)];
  return {
    owns: (request) => request.url?.startsWith("/2023-03-30/") === true || fc2.owns(request),
    handle: (request, ...rest) => {
      if (fc2.owns(request)) return fc2.handle(request, ...rest);
      return isInvocation(request) ? invoke(request, ...rest) : control(request, ...rest);
    },
  };
}
