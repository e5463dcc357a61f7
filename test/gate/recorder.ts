import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { readBody } from "../cloud/core/http.ts";
import { answers, forwarded } from "./fates.ts";
import type { Announced } from "./play.ts";

type Kept = { readonly status: number; readonly headers: readonly string[]; readonly body: Buffer };

const maxBytes = 1024 * 1024;

export type Recorder = Awaited<ReturnType<typeof startRecorder>>;

/**
 * The one server that the calls go to. It keeps the bytes of every request, by the play that is on. What the local cloud
 * answers is kept by the bytes that were asked: whoever asks the same again is answered the same.
 */
export async function startRecorder(upstream: string) {
  const kept = new Map<string, Kept>();
  const taps = new WeakMap<Socket, Buffer[]>();
  let on: Announced = { play: "", fate: "" };
  let requests: Record<string, string[]> = {};
  /** How many requests of each play the local cloud has answered. */
  const seen = new Map<string, number>();
  const answered = new EventEmitter();
  const server = createServer((incoming, response) => void hear(on, incoming, response));
  server.on("connection", (socket: Socket) => {
    const tap: Buffer[] = [];
    taps.set(socket, tap);
    socket.on("data", (bytes: Buffer) => void tap.push(bytes));
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never text

  async function hear({ play, fate, struck }: Announced, incoming: IncomingMessage, response: ServerResponse) {
    response.sendDate = false; // the only thing that would differ
    const body = (await readBody(incoming, maxBytes)) ?? Buffer.alloc(0);
    const bytes = Buffer.concat(taps.get(incoming.socket)?.splice(0) ?? []).toString("latin1");
    requests[play] = [...(requests[play] ?? []), bytes];
    const isStruck = struck === undefined || incoming.headers["x-acs-action"] === struck.action;
    if (fate !== forwarded && isStruck) {
      await others(play, struck?.after ?? 0);
      return answers[fate]?.(response);
    }
    const told = kept.get(bytes) ?? (await forward(upstream, incoming, body));
    kept.set(bytes, told);
    response.writeHead(told.status, [...told.headers]).end(told.body, () => {
      seen.set(play, (seen.get(play) ?? 0) + 1);
      answered.emit("answered");
    });
  }

  /** Waits until so many other requests of a play were answered. */
  async function others(play: string, count: number): Promise<void> {
    while ((seen.get(play) ?? 0) < count) await once(answered, "answered");
  }

  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** What is heard from now on is of this play. */
    announce: (next: Announced) => {
      on = next;
    },
    /** The requests of each play since the last time, in one order whatever order they came in. */
    take: () => {
      const taken = Object.fromEntries(Object.entries(requests).map(([play, heard]) => [play, heard.sort()]));
      requests = {};
      seen.clear();
      return taken;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends a request on as it came, and waits for the whole answer. */
const forward = (upstream: string, { url, method, rawHeaders }: IncomingMessage, body: Buffer) =>
  new Promise<Kept>((told, failed) => {
    const sent = request(`${upstream}${url}`, { method, headers: rawHeaders }, (answer) => {
      void readBody(answer, maxBytes).then((bytes) =>
        told({ status: answer.statusCode ?? 0, headers: answer.rawHeaders, body: bytes ?? Buffer.alloc(0) }),
      );
    });
    sent.on("error", failed).end(body);
  });
