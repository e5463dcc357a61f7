import type { Product } from "../core/http.ts";
import { refuseVersion, versionOf } from "../rpc/unknown-version.ts";
import { json } from "./answer.ts";
import type { createControl } from "./control.ts";
import type { Serve } from "./listener.ts";

/** Port P+1: the cloud's wire for the official SDKs, and the hand of a tester under `/_cloud/`. */
export function createWire(
  products: Readonly<Record<string, Product>>,
  control: ReturnType<typeof createControl>,
): Serve {
  return async (request, response, body) => {
    if (request.url?.startsWith("/_cloud/")) return control(request, body);
    const product = Object.values(products).find(({ owns }) => owns(request));
    if (product !== undefined) {
      await product.handle(request, response, body);
      return undefined;
    }
    if (versionOf(request) !== undefined) return refuseVersion(request);
    const served = [...Object.keys(products), "/_cloud/"].join(", ");
    return json(404, {
      error: `No product of the local cloud owns ${request.method} ${request.url}; served: ${served}.`,
      field: null,
    });
  };
}
