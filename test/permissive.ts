import { actingBy, type EventRule } from "./acting-by.ts";
import { operationNames } from "./subjects.ts";

/**
 * The policy of a local cloud that nobody has given another: it acts, at any time, on as many machines as there are events
 * for, and by default asks one person before data is lost. `settings.webhookSecret` signs as a program that may ask for every operation,
 * `settings.consentSecret` and `consentKey` as a person who may do everything; the principals' names are those of PRINCIPALS.
 * The channel `oncall` is told of all, for who watches.
 */
export const permissive = (rules: readonly EventRule[] = []) => ({
  ...actingBy(rules),
  people: [{ name: "consent", roles: ["approver", "operator", "owner"], is: ["webhook:consent"] }],
  programs: [{ name: "webhook", roles: ["caller"], may: operationNames, is: ["webhook:webhook"] }],
  notices: [{ to: "oncall", about: "all" }],
});
