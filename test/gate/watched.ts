/** Wraps the ports that are played, and knows which of their calls nobody has made. */
export function createWatched() {
  const played = new Map<string, boolean>();
  return {
    watched: <P extends object>(product: string, port: P): P => {
      for (const name of Object.keys(port)) {
        const call = `${product}.${name}`;
        played.set(call, played.get(call) ?? false);
      }
      return new Proxy(port, {
        get: (target, name) => {
          played.set(`${product}.${String(name)}`, true);
          return Reflect.get(target, name);
        },
      });
    },
    unplayed: () => [...played].filter(([, wasPlayed]) => !wasPlayed).map(([call]) => call),
  };
}

export type Watched = ReturnType<typeof createWatched>["watched"];
