/** An operation on record, as answers have it. */
export const operationIdForm = /^[0-9a-f]{32}$/;

/** A question as it is shown, such as 1-9f3a77c2b1d0. The same as console takes: a test compares them. */
export const askForm = /^\d{1,6}-[0-9a-f]{12}$/;
