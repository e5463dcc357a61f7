/** A policy that is as it must be. */
export const sound = `version: 1
timeZone: Asia/Shanghai
mode: act
rules:
  - name: databases
    match:
      tags:
        role: db
    do: documented
    mode: ask
    approvals: 2
    window: nights
    hook: database
  - name: reboots
    match:
      event: SystemMaintenance.Reboot
    do: RebootInstance
  - name: everything else
    do: documented
windows:
  nights:
    days: [mon, tue]
    open: "22:00"
    close: "02:00"
    cutoff: 30m
freezes:
  - from: "2027-01-28 00:00"
    to: "2027-02-05 00:00"
    why: spring festival
guardBand: 30m
limits:
  - per: region
    inFlight: 5
  - per: "tag:cluster"
    perHour: 1
repeat:
  attempts: 2
  within: 24h
asking:
  approvals:
    localDisks: 2
hooks:
  database:
    before: "fc:failover"
people:
  - name: lin
    roles: [approver]
    is: ["webhook:lin"]
  - name: wei
    roles: [approver]
    is: ["dingtalk:ding0corp/0456"]
programs:
  - name: alarms
    roles: [caller]
    may: [RebootInstance]
    is: ["webhook:alarms"]
notices:
  - to: oncall
    about: urgent
disputes:
  - event: SystemFailure.Redeploy
    status: Scheduled
    do: nothing
`;

/** One change of it: what stands in it, what stands there instead, and what is said of that: line:column key: message. */
export type Broken = readonly [what: string, from: string, to: string, said: readonly string[]];
