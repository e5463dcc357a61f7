/**
 * What an error of the cloud means for whoever asked: what to do next, and whether the same call can ever succeed
 * (`lasting`: it cannot, so the answer is remembered for its token).
 */
const kinds = {
  parameter: { lasting: true, next: "Correct the parameter and call again with a new token." },
  image: { lasting: true, next: "Choose another image and call again with a new token." },
  notFound: { lasting: true, next: "Check the id; call again with a new token once it exists." },
  permission: { lasting: true, next: "Grant the right (s.yaml, vars.roles) and call again with a new token." },
  unsupported: {
    lasting: true,
    next: "The cloud does not offer this here; look for another way to help the instance.",
  },
  status: { lasting: false, next: "Wait until its state allows it; the same token may be used again." },
  event: { lasting: false, next: "Look at the instance's system events; the same token may be used again." },
  lock: { lasting: false, next: "Have the lock lifted; the same token may be used again." },
  payment: { lasting: false, next: "Renew it or pay what is due; the same token may be used again." },
  capacity: { lasting: false, next: "Wait for capacity or ask for quota; the same token may be used again." },
  key: { lasting: false, next: "Put the KMS key right; the same token may be used again." },
  throttled: { lasting: false, next: "Try again later; the same token may be used again." },
  /** The cloud does not know what it did: never read as a refusal. */
  internal: { lasting: false, next: "Whether it took effect is being found out; ask again with the same token." },
} as const;

export type Advice = keyof typeof kinds;

/** What the gateway may answer to any call, whether an operation's document lists it or not. */
const gatewayErrors = {
  "403 Forbidden.RAM": "permission",
  "400 MissingParameter": "parameter",
  "400 InvalidParameter": "parameter",
} as const;

/** What to do about an error that no document of the operation lists. */
const undocumented = { lasting: false, next: "The operation's document does not list this code; look it up." } as const;

/** The advice for an answer of the cloud. Of a row with a `%s` only the part before it is compared. */
export function adviceFor(errors: Readonly<Record<string, Advice>>, status: number, code: string) {
  const rows: Readonly<Record<string, Advice>> = { ...gatewayErrors, ...errors };
  const row = Object.keys(rows).find((candidate) => matches(candidate, `${status} ${code}`));
  const kind = row === undefined ? undefined : rows[row];
  return kind === undefined ? undocumented : kinds[kind];
}

/** The status that the document gives to a code; 403 for one that it does not list. */
export function statusFor(errors: Readonly<Record<string, Advice>>, code: string): number {
  const row = Object.keys(errors).find((candidate) => matches(candidate.slice(4), code));
  return row === undefined ? 403 : Number(row.slice(0, 3));
}

function matches(row: string, text: string): boolean {
  const [prefix = "", rest] = row.split("%s");
  return rest === undefined ? row === text : text.startsWith(prefix);
}
