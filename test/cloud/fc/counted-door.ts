import type { HttpTrigger } from "./http-trigger.ts";

/** A door that knows how many of its callers wait for their answer. */
export function counting(serve: HttpTrigger): { readonly trigger: HttpTrigger; readonly callers: () => number } {
  let callers = 0;
  return {
    callers: () => callers,
    trigger: async (...request) => {
      callers++;
      try {
        await serve(...request);
      } finally {
        callers--;
      }
    },
  };
}
