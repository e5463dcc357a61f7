import type { Guess } from "../core/guesses.ts";

/** What the gateway does that no document says. */
export const gatewayGuesses: readonly Guess[] = [
  {
    id: "acs3.future-date",
    text: "A date more than 15 minutes ahead of the world is refused like one that is too old.",
    source: "test/cloud/acs3/replay-guard.ts",
    flip: "A date may be ahead of the world by any time.",
  },
  {
    id: "acs3.nonce-memory",
    text: "A nonce is remembered for 31 minutes, per access key id, whatever the action; only of requests whose signature and date hold, and never of one that was throttled.",
    source: "test/cloud/acs3/replay-guard.ts",
    flip: "A nonce is remembered for 3 minutes: a copy of a request passes as long as its date does.",
  },
  {
    id: "acs3.malformed-date",
    text: "A date of the wrong form gets 400 InvalidTimeStamp.Format.",
    source: "test/cloud/acs3/replay-guard.ts",
    flip: "It gets 400 InvalidTimeStamp.Expired.",
  },
  {
    id: "acs3.security-token",
    text: "A missing or wrong security token gets 400 InvalidSecurityToken.MismatchWithAccessKey.",
    source: "test/cloud/acs3/authenticate.ts",
    flip: "It gets 400 SignatureDoesNotMatch.",
  },
  {
    id: "acs3.incomplete",
    text: "No signature, or an unsigned host, content-type or x-acs-* header, gets 400 IncompleteSignature; the older query signature is not supported and gets the same.",
    source: "test/cloud/acs3/authenticate.ts",
    flip: "It gets 400 SignatureDoesNotMatch.",
  },
];
