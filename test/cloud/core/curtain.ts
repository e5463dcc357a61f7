import type { Watch } from "./watch.ts";

/** Lets nobody watch how a world is seeded: what is watched begins when it stands. */
export function createCurtain(watch: Watch) {
  const seen = { isClosed: false };
  return {
    watch: ((sight) => {
      if (!seen.isClosed) watch(sight);
    }) satisfies Watch,
    closedFor: async (seed: () => Promise<void>): Promise<void> => {
      seen.isClosed = true;
      try {
        await seed();
      } finally {
        seen.isClosed = false;
      }
    },
  };
}
