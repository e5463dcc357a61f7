import type { Policy } from "./policy.ts";

/** The facts of a machine that some rule of a policy asks for: what a look must read besides. */
export const needsFacts = ({ rules }: Policy) => ({
  tags: rules.some(({ match }) => match?.tags !== undefined || match?.managedBy !== undefined),
  zone: rules.some(({ match }) => match?.zone !== undefined),
});
