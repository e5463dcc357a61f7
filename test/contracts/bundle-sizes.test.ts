import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "../local.ts";

/**
 * The most that a file of a bundle may have, in KiB: main.js, which every instance loads, and the parts that it loads
 * when they are needed. Who raises a number says why. Policies (20 KiB), the record of each row and the finder were added
 * to the 240, 200 and 165 that `main.js` had before them. What reconcile writes for people
 * has 6 KiB. Console had 170: its verbs check policies and read instances now.
 * An operation had 260: who may ask and consent is the policy's now, and a row says what was decided (8 KiB). What holds
 * an operation back has 7 KiB in an operation, 5 in console, and 15 in reconcile, which gives the places away. What people
 * and a storm stop has 6 in console and 4 in reconcile. What holds planned maintenance by its time has 3, and what may
 * follow an operation has 5. `time.js` has the time zones (20 KiB), for a policy with windows or freezes. What people hear of
 * has 5 KiB in an operation and in console; in reconcile 46, most of it texts in two languages. What is ahead has 7 KiB in
 * reconcile, which foresees it, and 3 in console. What may be late, what nobody has taken up and what a resume lets begin have
 * 8 KiB in reconcile, most of it texts again. What answers a probe has 2 KiB of each `main.js`; in reconcile, with what a
 * run says of itself, 6. What else it takes is in `probe.js`, which a probe alone loads. What makes tables (19 KiB) is in the
 * parts of doctor alone. What asks hooks, with the client of FC 2.0, is in `hooks.js` of reconcile, for a policy that has some;
 * console, which judges their names, has 1 KiB for it. The right to act, and who takes up a place by its mark, have 1 KiB.
 * What people decide (a question, who has said yes, what is put off) has 3 KiB, and its verbs 10 in console. How hooks stand has
 * 4 KiB, and who asks them 4 in reconcile. What is told of people's words has 4 KiB in reconcile, texts in two languages again.
 * What people say of what has ended has 1 KiB, with its notice 2 in reconcile.
 * What console tells of hooks, in the record and before a policy is applied, has 2 KiB. Who speaks by chat, and the settings of
 * a bot, have 7 KiB in an operation, 2 in console, and 8 in reconcile, which shows cards. `answer` is console, and what chat says. `chatops` and `doctor` have no client of ECS or
 * ENS: `main.js`, `tablestore.js`, `cloud.js` and `index.js` of chatops, all that a first word loads, come to 450 KiB at most.
 */
const operation = {
  "main.js": 309,
  "tablestore.js": 140,
  "cloud.js": 240,
  "deferred.js": 530,
  "time.js": 21,
  "probe.js": 2,
  "index.js": 3,
};
const { "time.js": _, ...withoutTime } = operation;
const budgets: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "redeploy-instance": operation,
  "reboot-instance": operation,
  "replace-system-disk": operation,
  "accept-inquired-system-event": operation,
  "event-redeploy-instance": operation,
  reconcile: { ...operation, "main.js": 366, "hooks.js": 34 },
  console: { ...operation, "main.js": 326 },
  answer: { ...operation, "main.js": 380 },
  chatops: { ...withoutTime, "main.js": 176, "tablestore.js": 132, "cloud.js": 139 },
  doctor: { ...withoutTime, "main.js": 215, "tablestore.js": 155, "cloud.js": 139 },
};

test("every function has a budget", () => {
  expect(Object.keys(budgets).sort()).toEqual(
    readdirSync(path.join(root, "dist"))
      .filter((name) => statSync(path.join(root, "dist", name)).isDirectory() && !name.startsWith("."))
      .sort(),
  );
});

test.each(Object.entries(budgets))("each file of %s keeps to its budget, and there is no other", (name, budget) => {
  const folder = path.join(root, "dist", name);
  const files = readdirSync(folder).filter((file) => file.endsWith(".js"));
  expect(files.sort()).toEqual(Object.keys(budget).sort());
  const over = files.filter((file) => statSync(path.join(folder, file)).size / 1_024 > (budget[file] ?? 0));
  expect(over).toEqual([]);
});

/** Every file that Node may run, of a function. */
const codeOf = (name: string) => {
  const folder = path.join(root, "dist", name);
  const files = readdirSync(folder).filter((file) => file.endsWith(".js"));
  return files.map((file) => readFileSync(path.join(folder, file), "utf8")).join("");
};

test.each([
  ["ECS", "2014-05-26", "redeploy-instance"],
  ["ENS", "2017-11-10", "event-redeploy-instance"],
])("what strangers reach has no client of %s", (_, version, caller) => {
  expect(codeOf(caller)).toContain(version);
  expect(codeOf("chatops")).not.toContain(version);
});

test("all that a first word loads has 450 KiB at most", () => {
  const loaded = ["index.js", "main.js", "tablestore.js", "cloud.js"];
  const sizes = loaded.map((file) => statSync(path.join(root, "dist/chatops", file)).size / 1_024);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(450);
});
