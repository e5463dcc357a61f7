/** The form of an error code, of the cloud's and of the transport's. Source: every code of the documents' tables. */
const code = /^[\w.]{1,128}$/;
/** The form of the cloud's ids: of requests (UUIDs), instances, disks, tasks, images (invented: the documents show examples). */
const id = /^[\w.-]{1,128}$/;

export const isCode = (value: unknown): value is string => typeof value === "string" && code.test(value);

export const isId = (value: unknown): value is string => typeof value === "string" && id.test(value);

/** A code that may be told, stored and compared. What has another form is nobody's code. */
export const asCode = (value: string): string => (isCode(value) ? value : "UnknownCode");
