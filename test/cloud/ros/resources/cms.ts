import * as z from "zod";
import { keep } from "./keep.ts";
import { defineResource, truth, wholeNumber } from "./resource-type.ts";

const comparison = z.enum([
  "GreaterThanLastPeriod",
  "GreaterThanLastWeek",
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "GreaterThanYesterday",
  "LessThanLastPeriod",
  "LessThanLastWeek",
  "LessThanOrEqualToThreshold",
  "LessThanThreshold",
  "LessThanYesterday",
  "NotEqualToThreshold",
]);

const threshold = z.strictObject({
  ComparisonOperator: comparison,
  Statistics: z.enum(["Availability", "Average", "Maximum", "Minimum"]),
  Threshold: z.union([z.string(), z.number()]),
  Times: wholeNumber,
});

const rights = (kind: string, remove = `cms:Delete${kind}`) => ({
  resource: "*",
  create: [`cms:Put${kind}`],
  update: [`cms:Put${kind}`],
  remove: [remove],
});

/** ALIYUN::CMS::ResourceMetricRule: kept, no alarm is raised here. */
export const metricRule = defineResource({
  name: "ALIYUN::CMS::ResourceMetricRule",
  properties: z.strictObject({
    RuleName: z.string().optional(),
    RuleId: z.string().optional(),
    Namespace: z.string(),
    MetricName: z.string(),
    Resources: z.array(z.record(z.string(), z.unknown())).min(1),
    ContactGroups: z.array(z.string()).min(1),
    Escalations: z
      .strictObject({ Critical: threshold.optional(), Warn: threshold.optional(), Info: threshold.optional() })
      .optional(),
    CompositeExpression: z.unknown().optional(),
    Prometheus: z.unknown().optional(),
    Labels: z.array(z.unknown()).optional(),
    Period: wholeNumber.optional(),
    Interval: wholeNumber.optional(),
    SilenceTime: wholeNumber.pipe(z.int().min(300)).optional(),
    NoDataPolicy: z.enum(["KEEP_LAST_STATE", "INSUFFICIENT_DATA", "OK"]).optional(),
    EffectiveInterval: z.string().optional(),
    NoEffectiveInterval: z.string().optional(),
    EmailSubject: z.string().optional(),
    Webhook: z.string().optional(),
    DeletionForce: truth.optional(),
  }),
  fixed: ["RuleId", "Namespace", "MetricName"],
  attributes: ["RuleId", "RuleName"],
  rights: () => rights("ResourceMetricRule", "cms:DeleteMetricRules"),
  ...keep("ALIYUN::CMS::ResourceMetricRule", ({ RuleName, RuleId }) => {
    const name = String(RuleId ?? RuleName ?? "rule");
    return { name, attributes: { RuleId: name, RuleName: RuleName ?? name } };
  }),
});

/** ALIYUN::CMS::ContactGroup: kept. */
export const contactGroup = defineResource({
  name: "ALIYUN::CMS::ContactGroup",
  properties: z.strictObject({
    ContactGroupName: z.string(),
    ContactNames: z.array(z.string()),
    Describe: z.string(),
    EnableSubscribed: truth.optional(),
  }),
  fixed: ["ContactGroupName"],
  attributes: ["ContactGroupName"],
  rights: () => rights("ContactGroup"),
  ...keep("ALIYUN::CMS::ContactGroup", ({ ContactGroupName }) => {
    const name = String(ContactGroupName);
    return { name, attributes: { ContactGroupName: name } };
  }),
});

/** ALIYUN::CMS::Contact: kept. */
export const contact = defineResource({
  name: "ALIYUN::CMS::Contact",
  properties: z.strictObject({
    ContactName: z.string(),
    Describe: z.string(),
    Channels: z.strictObject({
      Mail: z.string().optional(),
      AliIM: z.string().optional(),
      DingWebHook: z.string().optional(),
      SMS: z.string().optional(),
    }),
  }),
  fixed: ["ContactName"],
  attributes: ["ContactName"],
  rights: () => rights("Contact"),
  ...keep("ALIYUN::CMS::Contact", ({ ContactName }) => {
    const name = String(ContactName);
    return { name, attributes: { ContactName: name } };
  }),
});
