/** JSON values, as text of about so many bytes, that take a reader as long as may be. */
export const worstJson: Readonly<Record<string, (bytes: number) => string>> = {
  "dotted names": (bytes) => object(bytes, (n) => `"a.${n.toString(36)}":0`),
  "different names": (bytes) => object(bytes, (n) => `"${n.toString(36)}":0`),
  "a long name twice, at the end": (bytes) => {
    const names = object(bytes - 72, (n) => `"${n.toString(36).padStart(64, "n")}":0`);
    return `${names.slice(0, -1)},"${"0".padStart(64, "n")}":0}`;
  },
  "names of escapes": (bytes) => object(bytes, (n) => `"${"\\u0061".repeat(8)}${n.toString(36)}":0`),
  "deep nesting": (bytes) => "[".repeat(bytes / 2) + "]".repeat(bytes / 2),
  "deep objects": (bytes) => `${'{"":'.repeat(Math.floor(bytes / 5))}0${"}".repeat(Math.floor(bytes / 5))}`,
  "empty objects": (bytes) => list(bytes, () => "{}"),
  "objects of one name": (bytes) => list(bytes, () => '{"":0}'),
  "objects as deep as may be": (bytes) => list(bytes, () => `${'{"":'.repeat(12)}0${"}".repeat(12)}`),
  "empty texts": (bytes) => list(bytes, () => '""'),
  "one text of escapes": (bytes) => `"${"\\\\".repeat(bytes / 2 - 1)}"`,
  "one text without its end": (bytes) => `"${'\\"'.repeat(bytes / 2 - 1)}`,
  "huge exponents": (bytes) => list(bytes, () => "1e99999"),
  "one number": (bytes) => "9".repeat(bytes),
  "dots in one name": (bytes) => `{"a${".b".repeat(bytes / 2 - 4)}":0}`,
};

/** Items one after the other, so many that they have about so many bytes. */
function items(bytes: number, item: (n: number) => string): string {
  const written: string[] = [];
  for (let left = bytes - 2, n = 0; ; n++) {
    const next = item(n);
    left -= next.length + 1;
    if (left < 0) return written.join(",");
    written.push(next);
  }
}

const list = (bytes: number, item: (n: number) => string) => `[${items(bytes, item)}]`;
const object = (bytes: number, item: (n: number) => string) => `{${items(bytes, item)}}`;
