import { type Broken, sound } from "./sound-policy.ts";

const windows = sound.slice(sound.indexOf("windows:"), sound.indexOf("freezes:"));

const twoMatches = sound.slice(sound.indexOf("role: db"), sound.indexOf("    do: RebootInstance"));

const edgeFailures = `product: ens
      planned: false
    do: documented
  - name: everything else
    do: documented
disputes:
  - event: Instance:SystemFailure.Redeploy
    status: [Inquiring, Scheduled]
    do: nothing
`;

/** Each key has its form, and together they make no sense. */
export const brokenMeanings: readonly Broken[] = [
  [
    "no last rule",
    "  - name: everything else\n    do: documented\n",
    "",
    ["15:5 rules[1].match: must not stand in the last rule, which takes all that is left"],
  ],
  [
    "a rule without a match above the last",
    "    match:\n      event: SystemMaintenance.Reboot\n    do: Reb",
    "    do: Reb",
    ["14:5 rules[1]: needs match: only the last rule has none, and no rule below would decide"],
  ],
  [
    "a rule that has nothing left to decide",
    "event: SystemMaintenance.Reboot",
    "tags: { role: db, tier: [a, b] }",
    ['15:5 rules[1].match: never decides: "databases" above matches all that it matches'],
  ],
  [
    "a rule whose tag a rule above takes with any value",
    twoMatches,
    'role: "*"\n    do: documented\n  - name: reboots\n    match:\n      tags: { role: web }\n',
    ['11:5 rules[1].match: never decides: "databases" above matches all that it matches'],
  ],
  [
    "two rules of one name",
    "name: reboots",
    "name: databases",
    ["14:5 rules[1].name: there is a rule databases above; each stands once"],
  ],
  [
    "two limits of one scope",
    '"tag:cluster"',
    "region",
    ["34:5 limits[1].per: there is a limit per region above; each stands once"],
  ],
  [
    "two channels of one name",
    "notices:\n",
    "notices:\n  - to: oncall\n    about: all\n",
    ["60:5 notices[1].to: there is a notice to oncall above; each stands once"],
  ],
  [
    "a program with a person's name",
    "name: alarms",
    "name: wei",
    ["53:5 programs[0].name: there is a person or program wei above; each stands once"],
  ],
  [
    "a window that is not there",
    "window: nights",
    "window: night",
    ["12:5 rules[0].window: there is no window night; did you mean nights?"],
  ],
  [
    "a hook that is not there",
    "hook: database",
    "hook: failing",
    ["13:5 rules[0].hook: there is no hook failing; must be database"],
  ],
  [
    "a window where there are none",
    windows,
    "",
    ["12:5 rules[0].window: there is no window nights: windows names none"],
  ],
  [
    "a window that opens when it closes",
    '"02:00"',
    '"22:00"',
    ["24:5 windows.nights.close: is when the window opens, so it never does; 00:00 to 23:59 is a whole day"],
  ],
  [
    "a window that is all cutoff",
    "cutoff: 30m",
    "cutoff: 4h",
    ["25:5 windows.nights.cutoff: is as long as the window is open, so nothing could ever begin in it"],
  ],
  [
    "a freeze that ends before it begins",
    'to: "2027-02-05',
    'to: "2027-01-05',
    ["28:5 freezes[0].to: must be after from"],
  ],
  [
    "an event with a slip",
    "event: SystemMaintenance.Reboot",
    "event: SystemMaintenance.Rebot",
    ["16:7 rules[1].match.event: nothing answers SystemMaintenance.Rebot; did you mean SystemMaintenance.Reboot?"],
  ],
  [
    "an event that nothing answers",
    "event: SystemMaintenance.Reboot",
    "event: [SystemMaintenance.Reboot, SystemFailure.Delete]",
    [
      "16:41 rules[1].match.event[1]: nothing answers SystemFailure.Delete. Answered are SystemMaintenance.Reboot, SystemMaintenance.Redeploy, SystemMaintenance.RebootAndIsolateErrorDisk, SystemMaintenance.RebootAndReInitErrorDisk, SystemFailure.Redeploy, SystemFailure.Reboot, SystemMaintenance.IsolateErrorDisk, SystemMaintenance.ReInitErrorDisk, Instance:SystemFailure.Redeploy, Instance:SystemMaintenance.Redeploy; disputes may add to them",
    ],
  ],
  [
    "an event in a status in which nothing answers it",
    "event: SystemMaintenance.Reboot",
    "event: SystemMaintenance.Reboot\n      status: Executing",
    [
      "16:7 rules[1].match.event: SystemMaintenance.Reboot is answered in Inquiring or Scheduled only, and the rule's other keys leave none of it",
    ],
  ],
  [
    "a disputed event",
    "event: SystemMaintenance.Reboot",
    "event: SystemFailure.Redeploy\n      status: [Scheduled]",
    [
      "16:7 rules[1].match.event: SystemFailure.Redeploy is answered in Inquiring only, and the rule's other keys leave none of it",
    ],
  ],
  [
    "a status of none of the events",
    "event: SystemMaintenance.Reboot",
    "event: SystemMaintenance.Reboot\n      status: [Scheduled, Executing]",
    ["17:27 rules[1].match.status[1]: no event of this rule is answered in Executing"],
  ],
  [
    "keys that leave no event",
    "event: SystemMaintenance.Reboot",
    "status: Executing\n      planned: true",
    ["16:7 rules[1].match.status: no event of this rule is answered in Executing"],
  ],
  [
    "keys of which disputes leave no event",
    sound.slice(sound.indexOf("  - name: databases")),
    `  - name: edge\n    match:\n      ${edgeFailures}`,
    ["6:5 rules[0].match: matches no event that is answered"],
  ],
  [
    "an event of another product",
    "event: SystemMaintenance.Reboot",
    "event: SystemMaintenance.Reboot\n      product: ens",
    [
      "16:7 rules[1].match.event: SystemMaintenance.Reboot is answered in Inquiring or Scheduled only, and the rule's other keys leave none of it",
    ],
  ],
  [
    "an operation of another product",
    "event: SystemMaintenance.Reboot",
    "product: ens",
    ["17:5 rules[1].do: RebootInstance is of ecs, and the rule matches other events only"],
  ],
  [
    "an operation that answers other events only",
    "do: RebootInstance",
    "do: AcceptInquiredSystemEvent",
    [
      "17:5 rules[1].do: AcceptInquiredSystemEvent answers SystemMaintenance.IsolateErrorDisk in Inquiring, SystemMaintenance.ReInitErrorDisk in Inquiring only: match must name no other",
    ],
  ],
  [
    "an operation without what it needs",
    "do: RebootInstance\n",
    "do: ReplaceSystemDisk\n",
    ["14:5 rules[1].input.ImageId: is needed, or else DiskId"],
  ],
  [
    "a secret",
    "do: RebootInstance\n",
    "do: ReplaceSystemDisk\n    input: { ImageId: m-1, Password: Qx7-secret }\n",
    ["18:28 rules[1].input.Password: is a secret, and those are stored nowhere"],
  ],
  [
    "a parameter that there is not",
    "do: RebootInstance\n",
    "do: RebootInstance\n    input:\n      Force: true\n",
    ["19:7 rules[1].input.Force: is no parameter of RebootInstance"],
  ],
  [
    "an instance of its own",
    "do: RebootInstance\n",
    "do: RebootInstance\n    input: { InstanceId: i-2 }\n",
    ["18:5 rules[1].input: must name no instance and no event: they are the notice's"],
  ],
  [
    "an input without an operation",
    "    hook: database",
    "    input: { ForceStop: true }",
    ["13:5 rules[0].input: is for an operation, and do names none"],
  ],
  [
    "approvals where nobody is asked",
    "    mode: ask\n",
    "",
    ["10:5 rules[0].approvals: is for mode: ask, which the rule does not say"],
  ],
  [
    "a rule that does nothing, at night",
    "do: documented\n    mode: ask",
    "do: nothing\n    mode: ask",
    [
      "11:5 rules[0].approvals: has no meaning where do is nothing",
      "12:5 rules[0].window: has no meaning where do is nothing",
      "13:5 rules[0].hook: has no meaning where do is nothing",
    ],
  ],
  [
    "a loss on machines that are not named",
    "do: RebootInstance\n",
    "do: RebootInstance\n    mayLose: [unsavedMemory]\n",
    ["18:5 rules[1].mayLose: needs tags or instances in match: only machines that are named may lose data unasked"],
  ],
  [
    "more approvals than approvers",
    "approvals: 2\n    window",
    "approvals: 3\n    window",
    ["11:5 rules[0].approvals: wants 3 approvers, and people has lin, wei"],
  ],
  [
    "more yeses to a loss than approvers",
    "localDisks: 2",
    "systemDisk: 3",
    ["41:5 asking.approvals.systemDisk: wants 3 approvers, and people has lin, wei"],
  ],
  [
    "an identity of two",
    "webhook:alarms",
    "webhook:lin",
    ["56:10 programs[0].is[0]: webhook:lin is lin already; an identity is of one person"],
  ],
  [
    "two corrections of one event",
    "disputes:\n",
    "disputes:\n  - { event: SystemFailure.Redeploy, status: [Inquiring, Scheduled], do: nothing }\n",
    ["62:5 disputes[1]: SystemFailure.Redeploy in Scheduled is corrected above already"],
  ],
  [
    "a correction that changes nothing",
    "event: SystemFailure.Redeploy",
    "event: SystemFailure.Redeplo",
    [
      "61:5 disputes[0].event: nothing answers SystemFailure.Redeplo in Scheduled anyway; did you mean SystemFailure.Redeploy?",
    ],
  ],
  [
    "a correction by another product's operation",
    "do: nothing\n",
    "do: EventRedeployInstance\n",
    ["63:5 disputes[0].do: EventRedeployInstance is of ens, and SystemFailure.Redeploy is an event of ecs"],
  ],
  [
    "a correction by an operation that answers no other",
    "do: nothing\n",
    "do: AcceptInquiredSystemEvent\n",
    [
      "63:5 disputes[0].do: AcceptInquiredSystemEvent answers SystemMaintenance.IsolateErrorDisk in Inquiring, SystemMaintenance.ReInitErrorDisk in Inquiring only",
    ],
  ],
  [
    "a correction by an operation that needs more",
    "do: nothing\n",
    "do: ReplaceSystemDisk\n",
    [
      "63:5 disputes[0].do: ReplaceSystemDisk needs input (ImageId is needed, or else DiskId): a rule can name it with its input",
    ],
  ],
];
