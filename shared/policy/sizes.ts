/** The most that a policy may have of each. Invented: more than an owner reads, and few enough to be judged at once. */
export const most = {
  /** Bytes of its text: one column of a row of the ledger holds it many times over. */
  textBytes: 65_536,
  /** Rules: each is compared with each above it. */
  rules: 100,
  /** Values in one list of a rule: what is longer is a tag. */
  values: 100,
  /** Tags in one match: a machine has 20 at most. */
  tags: 20,
  /** Windows, and hooks: a name for each kind of machine. */
  named: 20,
  /** Freezes: two a week for a year. */
  freezes: 100,
  /** Limits: each is one more number that every attempt has to fit in. */
  limits: 20,
  /** People who are on call, and programs beside them. */
  people: 100,
  /** Identities of one of them. */
  identities: 10,
  /** Who is told: a channel for each team. */
  notices: 20,
  /** Corrections of the documents: they answer 20 events. */
  disputes: 50,
  /** People who must say yes to one plan. */
  approvals: 10,
  /** Attempts for one machine: what did not help ten times does not help. */
  attempts: 10,
  /** How long attempts are counted: outcomes are kept for 35 days. */
  remembered: "30d",
  /** New events that trip a breaker: a region with more is in trouble anyway. */
  events: 10_000,
  /** Machines of one scope at once, or in an hour. */
  machines: 1_000,
  /** Characters of a sentence for people. */
  sentence: 200,
} as const;
