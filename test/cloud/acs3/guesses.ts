import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";

const acs3 = guessesOf("acs3");

/** What the gateway does that no document says. */
export const gatewayGuesses: readonly Guess[] = [
  acs3(
    "future-date",
    "A date more than 15 minutes ahead of the world is refused like one that is too old (ddns-go#1291; an answer of the error center in overtrue/laravel-mail-aliyun#4).",
    "acs3/replay-guard",
    "A date may be ahead of the world by any time.",
  ),
  acs3(
    "nonce-memory",
    "A nonce is remembered for 15 minutes, whatever the rest of the request says (acmesh-official/acme.sh#1639 and #6246). Open: that it is kept per access key id, and only of requests whose signature and date hold, and of none that was throttled.",
    "acs3/replay-guard",
    "A nonce is remembered for 3 minutes: a copy of a request passes as long as its date does.",
  ),
  acs3(
    "malformed-date",
    "A date of the wrong form gets 400 InvalidTimeStamp.Format, as public clients met it for fractions of a second.",
    "acs3/replay-guard",
    "It gets 400 InvalidTimeStamp.Expired.",
  ),
  acs3(
    "security-token",
    "A missing security token gets 400 MissingSecurityToken; one of the wrong form, of another key, or of an instance that has ended gets 400 InvalidSecurityToken.Malformed, .MismatchWithAccessKey or .Expired, as the gateway's codes are named. Open: which is judged first, and that an instance's credentials end with it and not 36 h after it began.",
    "acs3/authenticate",
    "It gets 400 SignatureDoesNotMatch.",
  ),
  acs3(
    "version",
    "An API version that no product has gets 400 InvalidVersion (aliyun-openapi-java-sdk#23, openapi-sdk-php#175). Open: that it comes before the signature is judged.",
    "rpc/unknown-version",
    oneSided("The product names the versions of its SDKs."),
  ),
  acs3(
    "incomplete",
    "No signature, or an unsigned host, content-type or x-acs-* header, gets 400 IncompleteSignature; the older query signature is not supported and gets the same.",
    "acs3/authenticate",
    "It gets 400 SignatureDoesNotMatch.",
  ),
];
