import type { IncomingMessage } from "node:http";
import { CloudEventError } from "../eventbridge/cloud-event.ts";
import { WorldError } from "../world/world-error.ts";
import type { Answer } from "./answer.ts";
import { json } from "./answer.ts";
import { ControlError, type Method, type Resource } from "./resource.ts";

/** Resources by path under `/_cloud/`, such as `events` and `events/:id`. */
export type Resources = Readonly<Record<string, Resource>>;

/** The hand of a tester: answers `/_cloud/…` in JSON; whatever a tester gets wrong is told apart and named. */
export function createControl(resources: Resources) {
  return async (request: SentRequest, body: Buffer): Promise<Answer> => {
    try {
      const { act, id, query } = route(request, resources);
      return json(200, (await act({ id, query, body: readJson(body) })) ?? {});
    } catch (error) {
      return answerTo(error);
    }
  };
}

type SentRequest = Pick<IncomingMessage, "method" | "url">;

function route({ method, url = "/" }: SentRequest, resources: Resources) {
  const { pathname, searchParams: query } = new URL(url, "http://cloud");
  const [name = "", id, ...more] = pathname.slice("/_cloud/".length).split("/").map(decodeURIComponent);
  const path = [id === undefined ? name : `${name}/:id`, ...more].join("/");
  const resource = Object.hasOwn(resources, path) ? resources[path] : undefined;
  if (resource === undefined) throw unknownPath(pathname, resources);
  const act = isMethod(method) ? resource[method] : undefined;
  if (act === undefined) throw unknownMethod(method, path, resource);
  return { act, id, query };
}

const isMethod = (method: string | undefined): method is Method =>
  method === "GET" || method === "POST" || method === "DELETE";

const unknownPath = (pathname: string, resources: Resources) =>
  new ControlError(404, null, `Nothing at ${pathname}; there is ${Object.keys(resources).join(", ")}.`);

const unknownMethod = (method: string | undefined, path: string, resource: Resource) =>
  new ControlError(405, null, `${method} is not done on ${path}; allowed: ${Object.keys(resource).join(", ")}.`);

function readJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ControlError(400, "body", "is no JSON.");
  }
}

function answerTo(error: unknown): Answer {
  if (error instanceof ControlError) return json(error.status, { error: error.message, field: error.field });
  if (error instanceof WorldError) return json(400, { error: error.message, field: null });
  if (error instanceof CloudEventError) return json(400, { error: error.message, field: error.field });
  if (error instanceof URIError) return json(400, { error: "path: is not well encoded.", field: "path" });
  throw error;
}
