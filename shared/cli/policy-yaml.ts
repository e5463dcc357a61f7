import { type Document, isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq, type Node, visit } from "yaml";

/** What is wrong, at which character, and at which key if it is about one. */
export type Found = {
  readonly offset: number;
  readonly message: string;
  readonly path?: readonly (string | number)[];
};

/** What a policy's text may not have anywhere: two people would read it in two ways. */
export function refusedText(text: string): readonly Found[] {
  const tab = text.indexOf("\t");
  const directive = text.search(/^%/m);
  return [
    ...(tab < 0 ? [] : [{ offset: tab, message: "is a tab; indent and separate with spaces" }]),
    ...(directive < 0 ? [] : [{ offset: directive, message: "is a directive; a policy is YAML 1.2 without one" }]),
  ];
}

/** What YAML has and a policy does not take: what stands in one place must say what holds in that place. */
export function refusedNodes(document: Document.Parsed): readonly Found[] {
  const found: Found[] = [];
  visit(document, (_, node) => {
    if (isPair(node) && !(isScalar(node.key) && typeof node.key.value === "string"))
      found.push({ offset: startOf(node.key), message: "must be text, since it is a key; put quotes around numbers" });
    const message = isNode(node) ? whyRefused(node) : undefined;
    if (message !== undefined) found.push({ offset: startOf(node), message });
  });
  return found;
}

function whyRefused(node: Node): string | undefined {
  if (isAlias(node)) return `is an alias (*${node.source}); write the value out`;
  if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined)
    return `has an anchor (&${node.anchor}); take it away`;
  return node.tag === undefined ? undefined : `has a tag (${node.tag}); write a plain value`;
}

/** Where a key or an item of a list stands; if it does not, the last one on the way to it that does. */
export function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  let place = startOf(document.contents);
  let node: unknown = document.contents;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) return place;
    place = next.offset;
    node = next.node;
  }
  return place;
}

function stepInto(node: unknown, step: string | number) {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item === undefined ? undefined : { node: item, offset: startOf(item) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === String(step));
  return pair && { node: pair.value, offset: startOf(pair.key) };
}

const startOf = (node: unknown) => (isNode(node) && node.range ? node.range[0] : 0);
