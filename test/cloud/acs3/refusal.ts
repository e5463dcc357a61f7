/** Why the gateway turns a request away, before any product sees it. */
export type Refusal = { readonly status: number; readonly code: string; readonly message: string };
