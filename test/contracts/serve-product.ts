import { createServer } from "node:http";
import { type Product, readBody } from "../cloud/core/http.ts";

/** One product of the local cloud behind a plain server on loopback. */
export async function serveProduct(product: Product) {
  const server = createServer(async (request, response) => {
    const body = await readBody(request, 1_000_000);
    if (body === undefined || !product.owns(request)) response.writeHead(421).end();
    else await product.handle(request, response, body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The bench listens on no port.");
  return {
    endpoint: `127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
