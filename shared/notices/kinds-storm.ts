import type { Facts } from "../control/notice-facts.ts";
import { ago, counted, type Kind, resumeCommand } from "./kind.ts";
import type { Words } from "./words.ts";

const minutesOf = ({ withinMs = 0 }: Facts) => Math.max(1, Math.round(withinMs / 60_000));
/**
 * The zone with the most open events, and how many: `at least` so many while not all machines are known. More of them may have
 * come since the storm was counted: then without a number.
 */
function mostOf({ counts = {}, count = 0, unplaced }: Facts, { least, most }: { least: string; most: string }) {
  const [zone, inZone = 0] = Object.entries(counts).sort(([, a], [, b]) => b - a)[0] ?? [];
  const many = inZone > count ? most : `${unplaced === undefined ? "" : least}${inZone}`;
  return { zone: zone?.slice(-1), many };
}

/** What a resume lets begin: by the policy's limits, those with the first deadline first; by when, and what comes too late. */
function afterwards(f: Facts, { clock }: Words): string | undefined {
  if (f.limits === undefined) return undefined;
  const { region, ...others } = f.limits;
  const each = Object.entries(others).map(([per, count]) => `${count} in each ${per}`);
  const atOnce = [...(region === undefined ? [] : [`${region} at a time`]), ...each].join(", ");
  if (atOnce === "") return "After `resume`: all that waits at once, for your policy says not how many.";
  const by = f.doneByMs === undefined ? "" : `, all by about ${clock(f.doneByMs)}${f.isAtLeast ? " or later" : ""}`;
  const late =
    f.late === undefined
      ? "by when is not known yet: no operation has ended so far"
      : `${f.late === 0 ? "none" : f.late} would be late`;
  return `After \`resume\`: ${atOnce}${by}; ${late}.`;
}

function afterwardsZh(f: Facts, { clock }: Words): string | undefined {
  if (f.limits === undefined) return undefined;
  const { region, ...others } = f.limits;
  const each = Object.entries(others).map(([per, count]) => `每个 ${per} ${count} 个`);
  const atOnce = [...(region === undefined ? [] : [`同时 ${region} 个`]), ...each].join("，");
  if (atOnce === "") return "执行 `resume` 后：所有等待的会同时开始，您的策略没有限制数量。";
  const by = f.doneByMs === undefined ? "" : `，大约 ${clock(f.doneByMs)} ${f.isAtLeast ? "或更晚" : ""}全部完成`;
  const late =
    f.late === undefined ? "完成时间未知：还没有操作结束" : f.late === 0 ? "都不会迟到" : `${f.late} 个会迟到`;
  return `执行 \`resume\` 后：${atOnce}${by}；${late}。`;
}

/** The open events by zone, as far as machines are known. */
const byZone = (f: Facts) =>
  f.counts && `Open by zone: ${counted(f)}${f.unplaced === undefined ? "" : `; of ${f.unplaced} it is not known`}.`;
const byZoneZh = (f: Facts) =>
  f.counts && `按可用区（未结束）：${counted(f)}${f.unplaced === undefined ? "" : `；${f.unplaced} 个未知`}。`;

/** What is about a storm of events. */
export const kindsStorm = {
  stormBegins: {
    urgent: true,
    when: "so many events came at once that the breaker has stopped automation",
    reminds: true,
    example: {
      ...{ sinceMs: ago(1), count: 30, withinMs: 480_000, failures: 26, planned: 4, inFlight: 5 },
      ...{ dueMs: ago(-1_878), counts: { "cn-hangzhou-h": 28, "cn-hangzhou-i": 2 }, limits: { region: 5 } },
      ...{ doneByMs: ago(-238), late: 0 },
    },
    en: (f, w) => {
      const { zone, many } = mostOf(f, { least: "at least ", most: "most" });
      return [
        `Storm: ${f.count} events${f.withinMs === undefined ? "" : ` in ${minutesOf(f)} min`}${zone === undefined ? "" : `, ${many} in zone ${zone}`}. Stopped.`,
        f.failures === undefined
          ? undefined
          : `${f.failures} failures (down now), ${f.planned ?? 0} planned${f.dueMs === undefined ? "" : ` (first due ${w.clock(f.dueMs)})`}. ${f.inFlight ?? 0} in flight go on.`,
        afterwards(f, w),
        byZone(f),
        `Since ${w.at(f.sinceMs)} automation begins nothing. Calls of people go on. It does not end by itself.`,
        `To look: redeploy-once status. To let it go on: ${resumeCommand({ sinceMs: f.sinceMs })}`,
      ];
    },
    zh: (f, w) => {
      const { zone, many } = mostOf(f, { least: "至少 ", most: "大多" });
      return [
        `风暴：${f.withinMs === undefined ? "" : `${minutesOf(f)} 分钟内 `}${f.count} 个事件${zone === undefined ? "" : `，其中 ${many}${many === "大多" ? "" : " 个"}在可用区 ${zone}`}。已停止。`,
        f.failures === undefined
          ? undefined
          : `${f.failures} 个故障（已停机），${f.planned ?? 0} 个计划内${f.dueMs === undefined ? "" : `（最早 ${w.clock(f.dueMs)}）`}。${f.inFlight ?? 0} 个正在进行的会继续。`,
        afterwardsZh(f, w),
        byZoneZh(f),
        `自 ${w.at(f.sinceMs)} 起不会自动开始任何操作。人的调用照常。不会自动结束。`,
        `查看：redeploy-once status。继续：${resumeCommand({ sinceMs: f.sinceMs })}`,
      ];
    },
  },
  stormEnds: {
    urgent: false,
    when: "somebody has let automation go on",
    example: { sinceMs: ago(1), count: 30 },
    en: (f, w) => [
      "Storm over: automation goes on",
      `It had been stopped${f.count === undefined ? "" : ` by ${f.count} events`}. It goes on since ${w.at(f.sinceMs)}, within your limits.`,
      "Nothing is asked of you. To look: redeploy-once status",
    ],
    zh: (f, w) => [
      "风暴结束：自动处理继续",
      `此前${f.count === undefined ? "" : `因 ${f.count} 个事件`}已停止。自 ${w.at(f.sinceMs)} 起在限制之内继续。`,
      "无需操作。查看：redeploy-once status",
    ],
  },
} as const satisfies Readonly<Record<string, Kind>>;
