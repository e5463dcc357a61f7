/** What a function knows of itself without asking anybody. */
export type Self = {
  /** Endpoint and name of the ledger's instance. */
  readonly ledger: string;
  /** Of all its settings, names and values. Function Compute takes 4,096 ("Environment variables", April 2026). */
  readonly settingsBytes: number;
  /** Which build it is of, as the installer has written it down; undefined: another way of deployment says nothing of it. */
  readonly release?: string | undefined;
};
