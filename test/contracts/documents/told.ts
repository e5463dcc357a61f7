/** What a caller is to be told of an error of the cloud, to the letter. */
export type Told = {
  /** A refusal is passed on; of an unknown outcome only the doubt is told; throttling is 429. */
  readonly as: "refusal" | "doubt" | "throttling";
  /** The answer is kept for its token: the same call could never succeed. */
  readonly lasting: boolean;
  readonly next: string;
};

export const wrongParameter: Told = {
  as: "refusal",
  lasting: true,
  next: "Correct the parameter and call again with a new token.",
};

export const wrongImage: Told = {
  as: "refusal",
  lasting: true,
  next: "Choose another image and call again with a new token.",
};

export const wrongSetting: Told = {
  as: "refusal",
  lasting: true,
  next: "Correct the parameter, or change the account's setting, and call again with a new token.",
};

export const unusableImage: Told = {
  as: "refusal",
  lasting: true,
  next: "Make the image usable here, or choose another one, and call again with a new token.",
};

export const inTheWay: Told = {
  as: "refusal",
  lasting: true,
  next: "Change what stands in the way and call again with a new token, or help the instance another way.",
};

export const missingThing: Told = {
  as: "refusal",
  lasting: true,
  next: "Check the id; call again with a new token once it exists.",
};

export const missingRight: Told = {
  as: "refusal",
  lasting: true,
  next: "Grant the right (s.yaml, vars.roles) and call again with a new token.",
};

export const unsupported: Told = {
  as: "refusal",
  lasting: true,
  next: "The cloud does not offer this here; look for another way to help the instance.",
};

export const wrongStatus: Told = {
  as: "refusal",
  lasting: false,
  next: "Wait until its state allows it; the same token may be used again.",
};

export const wrongEvent: Told = {
  as: "refusal",
  lasting: false,
  next: "Look at the instance's system events; the same token may be used again.",
};

export const lookFirst: Told = {
  as: "refusal",
  lasting: true,
  next: "Look at the instance and its system events before anything else; then call with a new token if it needs more.",
};

export const locked: Told = {
  as: "refusal",
  lasting: false,
  next: "Have the lock lifted; the same token may be used again.",
};

export const unpaid: Told = {
  as: "refusal",
  lasting: false,
  next: "Renew it or pay what is due; the same token may be used again.",
};

export const noCapacity: Told = {
  as: "refusal",
  lasting: false,
  next: "Wait for capacity or ask for quota; the same token may be used again.",
};

export const badKey: Told = {
  as: "refusal",
  lasting: false,
  next: "Put the KMS key right; the same token may be used again.",
};

export const throttled: Told = {
  as: "throttling",
  lasting: false,
  next: "Try again later; the same token may be used again.",
};

export const unknownOutcome: Told = {
  as: "doubt",
  lasting: false,
  next: "Whether it took effect is being found out; ask again with the same token.",
};
