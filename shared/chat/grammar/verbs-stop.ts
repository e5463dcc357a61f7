import { length, operationName, pauseId, tag, time, zone } from "./form.ts";
import { flag } from "./form-of.ts";
import { type ChatVerb, option, why } from "./verb.ts";

const stops = { group: "stop", changes: true } as const;
const scope = [
  option(["zone", "可用区"], { arg: "Zone" }, zone, { en: "only this zone", zh: "仅此可用区" }),
  option(["operation", "操作"], { arg: "Operation" }, operationName, { en: "only this operation", zh: "仅此操作" }),
  option(["tag", "标签"], { arg: "Tag" }, tag, { en: "only what has this tag", zh: "仅带此标签的机器" }),
];

/** What stops what is not sent yet, and lets it go on. */
export const verbsStop: readonly ChatVerb[] = [
  {
    ...stops,
    names: { en: ["pause"], zh: ["暂停", "暂停自动化"] },
    to: { verb: "pause" },
    takes: [
      ...scope,
      option(["for", "时长"], { arg: "For" }, length, { en: "it ends by itself after so long", zh: "到时自动结束" }),
      option(["until", "直到"], { arg: "Until" }, time, {
        en: "it ends by itself then, in UTC",
        zh: "到此时间（UTC）自动结束",
      }),
      ...why("Why"),
    ],
    about: { en: "stop what is not sent yet: all, or a part", zh: "停止尚未发送的操作：全部，或其中一部分" },
    example: { en: 'pause --for 2h --reason "the network is down"', zh: '暂停 --时长 2h --原因 "网络正在故障"' },
  },
  {
    ...stops,
    names: { en: ["resume"], zh: ["恢复", "恢复自动化"] },
    to: { verb: "resume" },
    takes: [
      option(["id", "编号"], { arg: "Id" }, pauseId, {
        en: "only this pause, as status shows it",
        zh: "仅此暂停，编号见 状态",
      }),
      ...scope,
      option(["breaker", "熔断"], { arg: "Breaker" }, flag, {
        en: "only what a storm has stopped",
        zh: "仅事件风暴造成的停止",
      }),
      ...why("Why"),
    ],
    about: { en: "let go what was stopped: all, or a part", zh: "恢复已停止的操作：全部，或其中一部分" },
    example: { en: 'resume --id 3f2a --reason "the network is back"', zh: '恢复 --编号 3f2a --原因 "网络已经恢复"' },
  },
];
