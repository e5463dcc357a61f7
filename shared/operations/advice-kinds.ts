/** One kind of error, as both who waits for the answer and who does not have to take it. */
export type Kind = {
  /** The same call can never succeed: the answer is remembered for its token. */
  readonly lasting: boolean;
  /**
   * Nothing that the owner can do while the event lives would make the same send succeed, so automation gives it up. Else
   * it waits, shown with its code, and is tried again: an event has no caller who could come back with a new token.
   */
  readonly endsEvent: boolean;
  /** What stands changed though the cloud refused; without it, nothing was. */
  readonly changed?: string;
  readonly next: string;
};

/** What an error of the cloud means for whoever asked, and what to do next. */
export const adviceKinds = {
  /** What is sent for an event stands in its row and is sent again as it is. */
  parameter: {
    lasting: true,
    endsEvent: true,
    next: "Correct the parameter and call again with a new token.",
  },
  /** What was asked for fits with another setting of the account, which its owner can change. */
  setting: {
    lasting: true,
    endsEvent: false,
    next: "Correct the parameter, or change the account's setting, and call again with a new token.",
  },
  /** What the image is cannot be changed, and the row names no other one. */
  image: {
    lasting: true,
    endsEvent: true,
    next: "Choose another image and call again with a new token.",
  },
  /** The image is right, but not usable as things are: it can be subscribed to, enabled, or the instance renamed. */
  imageAccess: {
    lasting: true,
    endsEvent: false,
    next: "Make the image usable here, or choose another one, and call again with a new token.",
  },
  /** An id that is given once: what had it is released and never comes back. */
  gone: {
    lasting: true,
    endsEvent: true,
    next: "Check the id; call again with a new token once it exists.",
  },
  /** What the owner can create, attach or share under that very name, or what the cloud does not name. */
  notFound: {
    lasting: true,
    endsEvent: false,
    next: "Check the id; call again with a new token once it exists.",
  },
  permission: {
    lasting: true,
    endsEvent: false,
    next: "Grant the right (s.yaml, vars.roles) and call again with a new token.",
  },
  /** The region, the host or the account lacks it for good. */
  unsupported: {
    lasting: true,
    endsEvent: true,
    next: "The cloud does not offer this here; look for another way to help the instance.",
  },
  /** A disk or the way of paying stands in the way, and the owner can detach or change it. */
  obstacle: {
    lasting: true,
    endsEvent: false,
    next: "Change what stands in the way and call again with a new token, or help the instance another way.",
  },
  /** States pass, by themselves or by what the owner does. */
  status: {
    lasting: false,
    endsEvent: false,
    next: "Wait until its state allows it; the same token may be used again.",
  },
  /** An event moves on by itself: what is not answerable now may be in its next status, and one that is over ends it. */
  event: {
    lasting: false,
    endsEvent: false,
    next: "Look at the instance's system events; the same token may be used again.",
  },
  lock: { lasting: false, endsEvent: false, next: "Have the lock lifted; the same token may be used again." },
  payment: {
    lasting: false,
    endsEvent: false,
    next: "Renew it or pay what is due; the same token may be used again.",
  },
  capacity: {
    lasting: false,
    endsEvent: false,
    next: "Wait for capacity or ask for quota; the same token may be used again.",
  },
  key: { lasting: false, endsEvent: false, next: "Put the KMS key right; the same token may be used again." },
  throttled: { lasting: false, endsEvent: false, next: "Try again later; the same token may be used again." },
  /** Refused, but something was done before: to send again could do it twice, so a person looks first. */
  changed: {
    lasting: true,
    endsEvent: true,
    changed: "the cloud refused after it had changed something",
    next: "Look at the instance and its system events before anything else; then call with a new token if it needs more.",
  },
  /** The cloud does not know what it did: never read as a refusal. */
  internal: {
    lasting: false,
    endsEvent: false,
    next: "Whether it took effect is being found out; ask again with the same token.",
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type Advice = keyof typeof adviceKinds;
