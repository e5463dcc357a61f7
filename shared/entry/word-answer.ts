/** What a word by chat comes to: as over HTTP, or a text that is of chat alone. */
export type Answer = { readonly status: number; readonly body: object } | { readonly text: string };
