/**
 * A pure function of objects that nobody changes, computed once for the same objects: schedules decode and check the
 * same few requests thousands of times. What it throws is thrown anew each time.
 */
export function remembered<Args extends readonly object[], T>(compute: (...args: Args) => T): (...args: Args) => T {
  const root: Node<T> = {};
  return (...args) => {
    let node = root;
    for (const arg of args) node = nextOf(node, arg);
    node.result ??= { value: compute(...args) };
    return node.result.value;
  };
}

type Node<T> = { next?: WeakMap<object, Node<T>>; result?: { readonly value: T } };

function nextOf<T>(node: Node<T>, arg: object): Node<T> {
  node.next ??= new WeakMap();
  const known = node.next.get(arg);
  if (known !== undefined) return known;
  const fresh: Node<T> = {};
  node.next.set(arg, fresh);
  return fresh;
}
