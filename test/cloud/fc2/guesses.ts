import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";

const fc2 = guessesOf("fc2");

/** What the local Function Compute 2.0 does that no document says. */
export const fc2Guesses: readonly Guess[] = [
  fc2(
    "error-form",
    "A refusal is {ErrorCode, ErrorMessage}, as the SDK reads it; the document of error codes has {errorCode, errorMessage}.",
    "fc2/invoke-api",
    "It is as the document has it.",
  ),
  fc2(
    "date",
    "A date more than 15 minutes from now is refused, as the document of the signature says. Open: the code, which is 403 SignatureNotMatch here.",
    "fc2/authenticate",
    "It is 400 InvalidArgument.",
  ),
  fc2(
    "security-token",
    "A security token that is missing, of another key or over gets 403 InvalidSecurityToken. Open: the code.",
    "fc2/authenticate",
    "It gets 403 SignatureNotMatch.",
  ),
  fc2(
    "content-md5",
    "Content-MD5 is compared with the body, in base64 of the digest or, as the SDK sends it, of its hexadecimal text; another one gets 400 InvalidArgument.",
    "fc2/authenticate",
    "It is signed, and not compared.",
  ),
  fc2(
    "invoke-resource",
    "InvokeFunction is judged on services/<service>/functions/<function>, or on services/<service>.<qualifier>/functions/<function> if a qualifier is named.",
    "fc2/invoke-api",
    "It is judged with a qualifier, which is LATEST if none is named.",
  ),
  fc2(
    "qualifier",
    "A qualifier other than LATEST is 404 VersionNotFound (error codes of FC 2.0). Open: an alias has a code of its own.",
    "fc2/invoke-api",
    oneSided("The product names none."),
  ),
];
