/**
 * A pure function of values that nobody changes, computed once for the same values: schedules decode and check the same few
 * requests thousands of times. Objects are the same if they are one. What it throws is thrown anew each time.
 */
export function remembered<Args extends readonly unknown[], T>(compute: (...args: Args) => T): (...args: Args) => T {
  let root: Node<T> = {};
  let results = 0;
  return (...args) => {
    let node = root;
    for (const arg of args) node = nextOf(node, arg);
    if (node.result !== undefined) return node.result.value;
    node.result = { value: compute(...args) };
    if (++results > maxResults) [root, results] = [{}, 0];
    return node.result.value;
  };
}

/** Times of schedules differ; what is older is seldom asked for again. */
const maxResults = 50_000;

type Node<T> = { objects?: WeakMap<object, Node<T>>; others?: Map<unknown, Node<T>>; result?: { readonly value: T } };

function nextOf<T>(node: Node<T>, arg: unknown): Node<T> {
  if (typeof arg === "object" && arg !== null) {
    node.objects ??= new WeakMap();
    return node.objects.get(arg) ?? fresh(node.objects, arg);
  }
  node.others ??= new Map();
  return node.others.get(arg) ?? fresh(node.others, arg);
}

function fresh<K, T>(nodes: { set(key: K, node: Node<T>): unknown }, key: K): Node<T> {
  const node: Node<T> = {};
  nodes.set(key, node);
  return node;
}
