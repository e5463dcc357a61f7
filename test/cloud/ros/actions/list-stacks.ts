import * as z from "zod";
import { common, defineAction, lookedAt } from "../define-action.ts";
import { isGone } from "../stack.ts";
import { shownStack } from "./shown-stack.ts";

const number = z.coerce.number().int().min(1);

/** ListStacks 2019-09-10. That a deleted stack is listed only by its status is invented. */
export const listStacks = defineAction({
  name: "ListStacks",
  changesWorld: false,
  params: z.strictObject({
    ...common,
    StackId: z.string().optional(),
    StackName: z.array(z.string()).max(5).optional(),
    Status: z.array(z.string()).optional(),
    Tag: z.array(z.strictObject({ Key: z.string(), Value: z.string().optional() })).default([]),
    PageNumber: number.default(1),
    PageSize: number.max(50).default(10),
  }),
  errors: [],
  run: ({ stacks, account }, { StackId, StackName, Status, Tag, PageNumber, PageSize }) => {
    const wanted = stacks
      .all()
      .filter(
        (stack) =>
          (StackId === undefined || stack.stackId === StackId) &&
          (StackName === undefined || StackName.includes(stack.stackName)) &&
          (Status === undefined ? !isGone(stack) : Status.includes(stack.status)) &&
          Tag.every(({ Key, Value }) =>
            stack.tags.some((tag) => tag.Key === Key && (Value ?? tag.Value) === tag.Value),
          ),
      );
    const page = wanted.slice((PageNumber - 1) * PageSize, PageNumber * PageSize);
    const answer = { TotalCount: wanted.length, PageNumber, PageSize, Stacks: page.map((s) => shownStack(s, account)) };
    for (const stack of page) lookedAt(stack);
    return answer;
  },
});
