/** The keys under which `found` is not as wanted. What it has beside what is wanted is the cloud's own, and counts for nothing. */
export const differences = (wanted: object, found: unknown): readonly string[] =>
  Object.entries(wanted).flatMap(([key, value]) => (isWithin(value, valueAt(found, key)) ? [] : [key]));

/** Whether all that is wanted is there. Lists are as long as they are wanted; a text of JSON is compared by its value; nothing is as good as `{}`. */
function isWithin(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((item, index) => isWithin(item, found[index]))
    );
  if (typeof wanted === "object" && wanted !== null) return differences(wanted, found).length === 0;
  return wanted === found || isSameJson(wanted, found);
}

const valueAt = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** The cloud may write a pattern of events with other blanks. */
function isSameJson(wanted: unknown, found: unknown): boolean {
  const [one, other] = [objectIn(wanted), objectIn(found)];
  return one !== undefined && other !== undefined && isWithin(one, other) && isWithin(other, one);
}

function objectIn(text: unknown): object | undefined {
  if (typeof text !== "string" || !text.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
