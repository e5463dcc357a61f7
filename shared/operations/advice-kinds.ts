/** One kind of error. It says what a caller and what an event makes of it. */
export type Kind = {
  /** True if the same call can never succeed. Then the answer is remembered for its token. */
  readonly lasting: boolean;
  /**
   * True if nothing that the owner can do while the event lives would make the same send succeed. Then it is given up.
   * Otherwise it waits, shown with its code, and is tried again: an event has no caller who could use a new token.
   */
  readonly endsEvent: boolean;
  /** The change that stands although the cloud refused. Absent if nothing was changed. */
  readonly changed?: string;
  readonly next: string;
};

/** The meaning of each kind of cloud error, and what to do next. */
export const adviceKinds = {
  /** The parameters of an event's operation stand in its row. They would be sent again as they are. */
  parameter: {
    lasting: true,
    endsEvent: true,
    next: "Correct the parameter and call again with a new token.",
  },
  /** The same call would fit with another setting of the account, which its owner can change. */
  setting: {
    lasting: true,
    endsEvent: false,
    next: "Correct the parameter, or change the account's setting, and call again with a new token.",
  },
  /** The kind of an image cannot be changed, and the row names no other image. */
  image: {
    lasting: true,
    endsEvent: true,
    next: "Choose another image and call again with a new token.",
  },
  /** The image is right, but cannot be used at present. The owner can subscribe to it, enable it, or rename the instance. */
  imageAccess: {
    lasting: true,
    endsEvent: false,
    next: "Make the image usable here, or choose another one, and call again with a new token.",
  },
  /** An id is given once. Its thing was released and never comes back. */
  gone: {
    lasting: true,
    endsEvent: true,
    next: "Check the id; call again with a new token once it exists.",
  },
  /** Something that the owner can create, attach or share under that very name; or the cloud does not name it. */
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
  /** A disk or the way of paying stands in the way. The owner can detach or change it. */
  obstacle: {
    lasting: true,
    endsEvent: false,
    next: "Change what stands in the way and call again with a new token, or help the instance another way.",
  },
  /** A state passes, by itself or by something that the owner does. */
  status: {
    lasting: false,
    endsEvent: false,
    next: "Wait until its state allows it; the same token may be used again.",
  },
  /** An event moves on by itself. It may be answerable in its next status. If it is over, it ends the operation. */
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
  /** Refused after something was done. Another send could do it twice, so a person looks first. */
  changed: {
    lasting: true,
    endsEvent: true,
    changed: "the cloud refused after it had changed something",
    next: "Look at the instance and its system events before anything else; then call with a new token if it needs more.",
  },
  /** The cloud does not know what it did. So this is never read as a refusal. */
  internal: {
    lasting: false,
    endsEvent: false,
    next: "Whether it took effect is being found out; ask again with the same token.",
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type Advice = keyof typeof adviceKinds;
