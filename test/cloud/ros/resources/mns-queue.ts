import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import type { Account } from "../../account/account.ts";
import { defineResource, ResourceError, tagList, truth, wholeNumber } from "./resource-type.ts";

const within = (min: number, max: number) => wholeNumber.pipe(z.int().min(min).max(max)).optional();

/** ALIYUN::MNS::Queue (ROS, August 2025). A queue of the same name and properties is taken as it is (mns 2015-06-06, CreateQueue). */
export const mnsQueue = defineResource({
  name: "ALIYUN::MNS::Queue",
  properties: z.strictObject({
    QueueName: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,255}$/),
    DelaySeconds: within(0, 604_800),
    MaximumMessageSize: within(1_024, 65_536),
    MessageRetentionPeriod: within(60, 604_800),
    VisibilityTimeout: within(1, 43_200),
    PollingWaitSeconds: within(0, 30),
    LoggingEnabled: truth.optional(),
    DlqPolicy: z.unknown().optional(),
    Tags: tagList.optional(),
  }),
  fixed: ["QueueName"],
  attributes: ["QueueName", "QueueUrl", "ARN.WithSlash"],
  rights: ({ QueueName }, { accountId, regionId }) => ({
    resource: `acs:mns:${regionId}:${accountId}:/queues/${QueueName}`,
    create: ["mns:CreateQueue"],
    update: ["mns:SetQueueAttributes"],
    remove: ["mns:DeleteQueue"],
  }),
  create: (said, account) => {
    const before = account.queues.find(said.QueueName);
    if (before !== undefined && !isDeepStrictEqual(before.properties, { ...said })) {
      throw new ResourceError("QueueAlreadyExist", "The queue you want to create is already exist.");
    }
    account.queues.ensure(said.QueueName, { ...said });
    return { physicalId: said.QueueName, attributes: attributesOf(said.QueueName, account) };
  },
  update: (said, account) => {
    account.queues.change(said.QueueName, { ...said });
    return attributesOf(said.QueueName, account);
  },
  remove: ({ QueueName }, { queues }) => queues.remove(QueueName),
});

const attributesOf = (name: string, { accountId, regionId }: Account) => ({
  QueueName: name,
  QueueUrl: `http://${accountId}.mns.${regionId}.aliyuncs.com/queues/${name}`,
  "ARN.WithSlash": `acs:mns:${regionId}:${accountId}:/queues/${name}`,
});
