/** HTTP status by error code: error-codes page of the Tablestore documents (2026-02), read 2026-11. */
const statusByCode = {
  OTSParameterInvalid: 400,
  OTSInvalidPK: 400,
  OTSUnsupportOperation: 400,
  OTSAuthFailed: 403,
  OTSNoPermissionAccess: 403,
  OTSConditionCheckFail: 403,
  OTSQuotaExhausted: 403,
  OTSObjectNotExist: 404,
  OTSTableNotReady: 404,
  OTSMethodNotAllowed: 405,
  OTSObjectAlreadyExist: 409,
  OTSInternalServerError: 500,
} as const;

export type OtsCode = keyof typeof statusByCode;

/** A refusal in Tablestore's own words. */
export class OtsError extends Error {
  readonly status: number;
  readonly code: OtsCode;

  constructor(code: OtsCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.status = statusByCode[code];
    this.code = code;
  }
}

/** The most frequent refusal. */
export const invalid = (message: string, cause?: unknown) => new OtsError("OTSParameterInvalid", message, cause);

/** What the real service has and the local one does not: refused loudly, never ignored (invented). */
export const notServed = (what: string) =>
  invalid(`The local cloud does not serve ${what} (invented refusal: the real Tablestore may take it).`);
