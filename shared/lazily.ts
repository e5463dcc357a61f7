/**
 * A port that is made by its first call. So what a client needs is not loaded for an answer that needs no client. Each
 * member of the port has to be a call that returns a promise.
 */
export function lazily<P extends object>(make: () => Promise<P>): P {
  let made: Promise<P> | undefined;
  const call = async (name: string, sent: readonly unknown[]) => {
    made ??= make();
    const port = await made;
    const member: unknown = Reflect.get(port, name);
    if (typeof member !== "function") throw new TypeError(`The port has no ${name}`);
    return Reflect.apply(member, port, sent);
  };
  return new Proxy({} as P, {
    // A promise resolves to what has a `then`: the port is no such thing.
    get: (_, name) =>
      name === "then" || typeof name === "symbol" ? undefined : (...sent: unknown[]) => call(name, sent),
  });
}
