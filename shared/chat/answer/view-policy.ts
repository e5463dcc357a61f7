import * as z from "zod";
import { versionSchema } from "../../console/version.ts";
import { told, viewOf } from "./view.ts";

/** Of the policy's own words only what tells it apart: whole it fills many screens. */
const policy = z.object({
  mode: z.string().optional().catch(undefined),
  rules: z
    .array(z.object({ name: z.string() }))
    .default([])
    .catch([]),
});

const form = z
  .object({
    Policy: z.object(versionSchema.shape).optional(),
    Text: policy.optional(),
    Unreadable: z.string().optional(),
  })
  .refine(({ Text, Unreadable }) => Text !== undefined || Unreadable !== undefined);

const texts = {
  en: {
    version: (serial: number, when: string, by: string) => `Policy ${serial}, applied ${when} by ${by}`,
    starter: "No policy was applied yet: the starter holds, which observes",
    why: "Why: ",
    mode: (mode: string) => `Mode: ${mode}.`,
    rules: (count: number) => `${count} rules, the first that matches decides:`,
    unreadable: "It cannot be read: ",
    whole: "The whole text: redeploy-once policy show",
  },
  zh: {
    version: (serial: number, when: string, by: string) => `策略 ${serial}，由 ${by} 于 ${when} 应用`,
    starter: "尚未应用策略：使用初始策略，只观察",
    why: "原因：",
    mode: (mode: string) => `模式：${mode}。`,
    rules: (count: number) => `${count} 条规则，由第一条匹配的决定：`,
    unreadable: "无法读取：",
    whole: "完整内容：redeploy-once policy show",
  },
};

/** Which policy is in force, by whom and why, and its rules by their names. */
export const viewPolicy = viewOf(form, texts, ({ Policy, Text, Unreadable }, t, say) => {
  const version = Policy && t.version(Policy.Serial, say.when(Policy.AppliedAt), say.text(Policy.By, 64));
  return {
    head: [
      `**${version ?? t.starter}**`,
      ...told(
        Unreadable === undefined ? undefined : `${t.unreadable}${say.text(Unreadable, 400)}`,
        Policy && `${t.why}${say.text(Policy.Why, 200)}`,
        Text?.mode === undefined ? undefined : t.mode(say.text(Text.mode)),
        Text === undefined ? undefined : t.rules(Text.rules.length),
      ),
    ],
    items: (Text?.rules ?? []).map(({ name }) => say.text(name)),
    tail: [t.whole],
  };
});
