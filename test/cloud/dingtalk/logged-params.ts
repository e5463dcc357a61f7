/** What lets one speak, by the names that it is sent by. */
const secrets: ReadonlySet<string> = new Set(["appSecret", "session", "access_token", "sign"]);

/** A request as the wire log shows it: query and body in one, without what is secret. */
export function loggedParams(query: URLSearchParams, body: unknown): Readonly<Record<string, unknown>> {
  const sent = typeof body === "object" && body !== null ? Object.entries(body) : [];
  return Object.fromEntries([...query, ...sent].filter(([name]) => !secrets.has(name)));
}

/** What a request is about, so that a fault can single it out: a card, a group, or the first of the people. */
export function targetOf({ outTrackId, openConversationId, userIds }: Readonly<Record<string, unknown>>) {
  const [first]: unknown[] = Array.isArray(userIds) ? userIds : [];
  return [outTrackId, openConversationId, first].find((id) => typeof id === "string");
}
