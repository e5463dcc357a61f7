import { CloudEventError } from "../eventbridge/cloud-event.ts";
import type { Fc } from "../fc/fc.ts";
import { type Answer, json, plainText } from "./answer.ts";
import type { Serve } from "./listener.ts";

/** Port P: the banner, the HTTP triggers and the event bus. */
export function createFront(fc: Pick<Fc, "trigger" | "publish">, banner: () => string): Serve {
  const pages: Readonly<Record<string, { readonly method: string; readonly answer: (body: Buffer) => Answer }>> = {
    "/": { method: "GET", answer: () => plainText(200, banner()) },
    "/eventbridge/events": { method: "POST", answer: (body) => publish(fc, body) },
  };
  return async (request, response, body) => {
    const [pathname = "/"] = (request.url ?? "/").split("?");
    const functionName = /^\/fn\/([^/]+)/.exec(pathname)?.[1];
    if (functionName !== undefined) {
      await fc.trigger(functionName, request, response, body);
      return undefined;
    }
    const page = Object.hasOwn(pages, pathname) ? pages[pathname] : undefined;
    if (page === undefined) return notFound(pathname);
    return request.method === page.method ? page.answer(body) : notAllowed(page.method);
  };
}

/** One CloudEvent or a batch of them. */
function publish(fc: Pick<Fc, "publish">, body: Buffer): Answer {
  try {
    const events: unknown = JSON.parse(body.toString("utf8"));
    return json(200, fc.publish(Array.isArray(events) ? events : [events]));
  } catch (error) {
    if (error instanceof CloudEventError) return json(400, { error: error.message, field: error.field });
    if (error instanceof SyntaxError) return json(400, { error: "body: is no JSON.", field: "body" });
    throw error;
  }
}

const notAllowed = (method: string) => json(405, { error: `Only ${method} is done here.`, field: null });

const notFound = (path: string) =>
  json(404, { error: `Nothing at ${path}; there is /, /fn/<function>/ and /eventbridge/events.`, field: null });
