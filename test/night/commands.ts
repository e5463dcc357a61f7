/**
 * What the owner types in these nights, as the guides have it; behind each stands which stack is meant. The policy's file
 * is called `policy.yaml` here.
 */
export const commands = {
  up: ["up", "--ens", "--yes"],
  status: ["status"],
  pending: ["events", "pending"],
  report: ["report"],
  instance: ["instance", "i-bp1plain0001"],
  init: ["policy", "init", "policy.yaml"],
  install: ["policy", "apply", "policy.yaml", "--why", "watch for a week"],
  fleet: ["policy", "check", "policy.yaml", "--fleet"],
  past: ["policy", "check", "policy.yaml", "--history", "30d"],
  apply: ["policy", "apply", "policy.yaml", "--why", "web servers may act"],
  ask: ["policy", "apply", "policy.yaml", "--why", "a person is asked"],
  asks: ["asks"],
  database: ["instance", "i-bp1plain0004"],
  cache: ["instance", "i-bp1local0001"],
  history: ["policy", "history"],
  rollback: ["policy", "rollback", "1", "--why", "look again"],
  pauseZone: ["pause", "--zone", "cn-hangzhou-h", "--why", "the vendor is in the room"],
  letGo: ["resume", "--breaker", "--why", "zone h alone is down"],
  resumeZone: ["resume", "--zone", "cn-hangzhou-h", "--why", "they have left"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CommandName = keyof typeof commands;
