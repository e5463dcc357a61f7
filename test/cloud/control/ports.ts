import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** One of the two ports is in use. */
export class PortTakenError extends Error {
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`Port ${port} on 127.0.0.1 is in use; choose another pair of ports with --port.`, { cause });
    this.name = "PortTakenError";
    this.port = port;
  }
}

export type Listening = { readonly port: number; readonly close: () => Promise<void> };

/**
 * Serves a pair of neighbouring ports P and P+1, on loopback only; 0 finds a free pair. Throws PortTakenError.
 */
export async function listenOnPair(
  port: number,
  [front, wire]: readonly [RequestListener, RequestListener],
): Promise<Listening> {
  for (let tries = 1; ; tries++) {
    const first = await listen(port, front);
    try {
      const second = await listen(first.port + 1, wire);
      return { port: first.port, close: async () => void (await Promise.all([first.close(), second.close()])) };
    } catch (error) {
      await first.close();
      if (port !== 0 || tries === maxTries) throw error;
    }
  }
}

/** How often a free pair is looked for. */
const maxTries = 50;

async function listen(port: number, onRequest: RequestListener): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, onRequest);
  await new Promise<void>((listening, refused) => {
    server.once("error", (cause) => refused(translate(cause, port)));
    server.listen({ port, host: "127.0.0.1" }, listening);
  });
  const { port: bound } = server.address() as AddressInfo; // a TCP server's address is never text
  return { port: bound, close: () => close(server) };
}

const translate = (cause: Error, port: number) =>
  "code" in cause && cause.code === "EADDRINUSE" ? new PortTakenError(port, cause) : cause;

function close(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => void server.close(() => done()));
  server.closeAllConnections();
  return closed;
}
