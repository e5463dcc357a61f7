/** What a call came to, as JSON: the names of classes are left out, since a bundler shortens them as it likes. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return { value: plain(await call(), []) };
  } catch (error) {
    return { error: plain(error, []) };
  }
}

function plain(value: unknown, around: readonly unknown[]): unknown {
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint" || value === undefined) return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (around.includes(value)) return "a circle";
  const inside = [...around, value];
  if (Array.isArray(value)) return value.map((item) => plain(item, inside));
  if (Buffer.isBuffer(value)) return value.toString("base64");
  const own = Object.entries(value).map(([name, member]) => [name, plain(member, inside)] as const);
  const { name, message, cause } = value instanceof Error ? value : { name: undefined, message: undefined };
  const said = value instanceof Error ? { name, message, cause: plain(cause, inside) } : {};
  return { ...said, ...Object.fromEntries(own) };
}
