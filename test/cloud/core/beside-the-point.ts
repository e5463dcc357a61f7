import type { Reply, WireCall } from "./exchange.ts";

/** The id that an answer is about when it is not about what was asked. */
const another = "i-somebodyelse0001";

/** The same answer with nothing in its lists: a success that counts nothing. */
export const emptied = (reply: Reply): Reply =>
  changed(reply, (name, value) => {
    if (Array.isArray(value)) return [];
    return name === "TotalCount" ? 0 : value;
  });

/** The same answer with another id wherever the one stands that was asked about. */
export function aboutAnother(reply: Reply, { instanceId, params }: Pick<WireCall, "instanceId" | "params">): Reply {
  const asked = instanceId ?? imageOf(params);
  return changed(reply, (_, value) => (value === asked ? another : value));
}

const imageOf = (params: unknown) =>
  typeof params === "object" && params !== null && "ImageId" in params ? params.ImageId : undefined;

/** JSON of ECS and ENS; a refusal stays as it is. */
function changed(reply: Reply, change: (name: string, value: unknown) => unknown): Reply {
  if (reply.code !== null || typeof reply.body !== "string") return reply;
  return { ...reply, body: JSON.stringify(JSON.parse(reply.body), change) };
}
