import { type Alarm, alarms } from "./alarms.ts";
import { pascal, type Resource, type Ros, ref } from "./ros.ts";
import type { Installation } from "./serverless-yaml.ts";

/** A rule of CloudMonitor for each alarm. */
export const alarmRules = (installation: Installation): Readonly<Record<string, Resource>> =>
  Object.fromEntries(alarms.map((alarm) => [`Alarm${pascal(alarm.name)}`, ruleOf(alarm, installation)]));

const ruleOf = (alarm: Alarm, installation: Installation): Resource => ({
  Type: "ALIYUN::CMS::ResourceMetricRule",
  Properties: {
    RuleName: `${installation.stack}-${installation.region}-${alarm.name}`,
    Namespace: alarm.namespace,
    MetricName: alarm.metric,
    Resources: watched(alarm.of, installation),
    ContactGroups: [ref("ContactGroup")],
    Period: 60,
    Interval: 60,
    SilenceTime: 3_600, // seconds: what nobody mends rings each hour
    NoDataPolicy: alarm.missesData ? "INSUFFICIENT_DATA" : "OK",
    Escalations: {
      Critical: {
        // Of the values that the type takes; the list of FC's metrics has Value, which it does not (unconfirmed).
        Statistics: alarm.rings === "at one" ? "Maximum" : "Average",
        ComparisonOperator: alarm.rings === "at one" ? "GreaterThanOrEqualToThreshold" : "LessThanThreshold",
        Threshold: "1",
        Times: alarm.minutes,
      },
    },
  },
});

function watched(of: Alarm["of"], { region, account, stack, functions }: Installation): readonly Ros[] {
  if (of === "the dead letters") return [{ userId: account, region, queue: `${stack}-dead` }];
  return [...functions]
    .filter(([name]) => of === "every function" || name === of)
    .map(([, { functionName }]) => ({ region, functionName }));
}
