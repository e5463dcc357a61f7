import type { Broken } from "./sound-policy.ts";

/** One key is not as its form has it. */
export const brokenForms: readonly Broken[] = [
  ["a version that there is not", "version: 1", "version: 2", ["1:1 version: must be 1"]],
  ["no mode", "mode: act\n", "", ["1:1 mode: is needed"]],
  [
    "a mode with a slip",
    "mode: act\n",
    "mode: obsrve\n",
    ["3:1 mode: must be observe, ask or act; did you mean observe?"],
  ],
  [
    "a number for a text",
    "role: db",
    "role: 1",
    ["8:9 rules[0].match.tags.role: must be text of at most 128 characters; numbers, true and false need quotes"],
  ],
  [
    "an unknown key at the top",
    "guardBand:",
    "guardband:",
    [
      "30:1 guardband: is not known here; did you mean guardBand? Known: version, timeZone, mode, rules, windows, freezes, guardBand, limits, repeat, breaker, asking, hooks, people, programs, notices, disputes",
    ],
  ],
  [
    "two unknown keys of a rule",
    "do: RebootInstance",
    "doo: RebootInstance\n    windw: nights",
    [
      "14:5 rules[1].do: is needed",
      "17:5 rules[1].doo: is not known here; did you mean do? Known: name, match, do, input, mode, approvals, mayLose, window, hook",
      "18:5 rules[1].windw: is not known here; did you mean window? Known: name, match, do, input, mode, approvals, mayLose, window, hook",
    ],
  ],
  [
    "a list that is a text",
    "rules:\n  - name: databases\n",
    "rules: none\nnotices2:\n  - name: databases\n",
    [
      "4:1 rules: must be a list",
      "5:1 notices2: is not known here; did you mean notices? Known: version, timeZone, mode, rules, windows, freezes, guardBand, limits, repeat, breaker, asking, hooks, people, programs, notices, disputes",
    ],
  ],
  ["an empty list", "days: [mon, tue]", "days: []", ["22:5 windows.nights.days: must not be empty"]],
  [
    "a day that there is not",
    "[mon, tue]",
    "[mon, tues]",
    ["22:17 windows.nights.days[1]: must be mon, tue, wed, thu, fri, sat or sun; did you mean tue?"],
  ],
  [
    "a clock time without a minute",
    '"22:00"',
    '"22"',
    ['23:5 windows.nights.open: must be a time of day such as "01:30"'],
  ],
  [
    "a duration without a unit",
    "guardBand: 30m",
    "guardBand: 30",
    ["30:1 guardBand: must be a number and s, m, h or d, such as 30m, 24h, or 0m for none"],
  ],
  [
    "a duration of another form",
    "within: 24h",
    "within: 1 day",
    ["38:3 repeat.within: must be a number and s, m, h or d, such as 30m, 24h or 7d"],
  ],
  [
    "attempts without a time in which they count",
    "  attempts: 2\n  within: 24h\n",
    "  attempts: 2\n",
    ["36:1 repeat: needs attempts and within, or cooldown alone"],
  ],
  [
    "attempts in a longer time than outcomes are kept",
    "within: 24h",
    "within: 31d",
    ["38:3 repeat.within: must be at most 30d: what has ended is remembered for so long"],
  ],
  [
    "a day that is not in the calendar",
    "2027-01-28 00:00",
    "2027-02-30 00:00",
    ["27:5 freezes[0].from: must be a day that there is"],
  ],
  [
    "a time zone with a slip",
    "Asia/Shanghai",
    "Asia/Shanghia",
    ["2:1 timeZone: is no time zone; did you mean Asia/Shanghai?"],
  ],
  [
    "a time zone that is an offset",
    "timeZone: Asia/Shanghai",
    'timeZone: "+08:00"',
    ["2:1 timeZone: must be a time zone such as Asia/Shanghai"],
  ],
  [
    "too few approvals",
    "approvals: 2\n    window",
    "approvals: 0\n    window",
    ["11:5 rules[0].approvals: must be a whole number from 1 to 10"],
  ],
  [
    "an operation with a slip",
    "RebootInstance\n  - name: everything",
    "RebotInstance\n  - name: everything",
    [
      "17:5 rules[1].do: must be nothing, documented, RedeployInstance, RebootInstance, ReplaceSystemDisk, AcceptInquiredSystemEvent or EventRedeployInstance; did you mean RebootInstance?",
    ],
  ],
  [
    "a status in which nothing is asked for",
    "event: SystemMaintenance.Reboot",
    "status: Executed",
    ["16:7 rules[1].match.status: must be Inquiring, Scheduled or Executing"],
  ],
  [
    "an event that is no type",
    "event: SystemMaintenance.Reboot",
    "event: [SystemMaintenance Reboot]",
    ["16:15 rules[1].match.event[0]: must be an event's type such as SystemMaintenance.Reboot"],
  ],
  [
    "an instance that is none",
    "event: SystemMaintenance.Reboot",
    "instances: [i-1, web-2]",
    ["16:24 rules[1].match.instances[1]: must be an instance's id such as i-bp1azkttqpldxgted001"],
  ],
  [
    "a loss that there is not",
    "localDisks: 2",
    "localDisk: 2",
    [
      "41:5 asking.approvals.localDisk: is not known here; did you mean localDisks? Known: localDisks, systemDisk, unsavedMemory",
    ],
  ],
  [
    "an identity without a door",
    "webhook:lin",
    "lin",
    ["48:10 people[0].is[0]: must be a door and who somebody is there, such as dingtalk:ding0corp/0123 or webhook:lin"],
  ],
  [
    "a program that approves",
    "roles: [caller]",
    "roles: [approver]",
    ["54:13 programs[0].roles[0]: must be viewer or caller"],
  ],
  [
    "a window whose name is none",
    "  nights:\n",
    "  The Nights:\n",
    ["21:3 windows.The Nights: must be text of 1 to 32 of a-z, 0-9 and -"],
  ],
  [
    "a hook that is no function",
    "fc:failover",
    "http://failover",
    ["44:5 hooks.database.before: must be fc:<function>, or fc2:<service>/<function> for FC 2.0"],
  ],
  [
    "a scope that there is not",
    "per: region",
    "per: vpc",
    ['32:5 limits[0].per: must be region, zone, or "tag:" and a tag\'s key'],
  ],
  [
    "a match without a key",
    "match:\n      event: SystemMaintenance.Reboot",
    "match: {}",
    ["15:5 rules[1].match: must have a key; only the last rule matches everything, and has no match"],
  ],
  ["a limit of nothing", "    inFlight: 5\n", "", ["32:5 limits[0]: needs inFlight or perHour"]],
  [
    "a hook that is never asked",
    'before: "fc:failover"',
    "triesFor: 2h",
    ["43:3 hooks.database: needs before or after"],
  ],
  [
    "a name that is hidden from most readers",
    "role: db",
    "__proto__: db",
    ["8:9 rules[0].match.tags.__proto__: is no key of a policy"],
  ],
];
