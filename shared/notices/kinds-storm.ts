import type { Facts } from "../control/notice-facts.ts";
import { ago, counted, type Kind, resumeCommand } from "./kind.ts";

const minutesOf = ({ withinMs = 0 }: Facts) => Math.max(1, Math.round(withinMs / 60_000));
/** The zone with the most open events. More of them may have come since the storm was counted: then without a number. */
function mostOf({ counts = {}, count = 0 }: Facts): readonly [zone: string | undefined, inZone: number | undefined] {
  const [zone, inZone = 0] = Object.entries(counts).sort(([, a], [, b]) => b - a)[0] ?? [];
  return [zone?.slice(-1), inZone > count ? undefined : inZone];
}

/** What a resume lets begin: by the policy's limits, those with the first deadline first. */
function afterwards({ limits }: Facts): string | undefined {
  if (limits === undefined) return undefined;
  const each = Object.entries(limits).map(
    ([per, count]) => `${count} in ${per === "region" ? "the region" : `each ${per}`}`,
  );
  return each.length === 0
    ? "After a resume all that waits begins at once: your policy says not how many."
    : `After a resume so many at a time, those due first: ${each.join(", ")}.`;
}

function afterwardsZh({ limits }: Facts): string | undefined {
  if (limits === undefined) return undefined;
  const each = Object.entries(limits).map(([per, count]) => `${per === "region" ? "地域" : `每个 ${per}`} ${count} 个`);
  return each.length === 0
    ? "恢复后所有等待的会同时开始：您的策略没有限制数量。"
    : `恢复后按到期先后，同时最多：${each.join("，")}。`;
}

/** What is about a storm of events. */
export const kindsStorm = {
  stormBegins: {
    urgent: true,
    when: "so many events came at once that the breaker has stopped automation",
    reminds: true,
    example: {
      ...{ sinceMs: ago(1), count: 30, withinMs: 480_000, failures: 26, planned: 4, inFlight: 5 },
      ...{ dueMs: ago(-1_878), counts: { "cn-hangzhou-h": 28, "cn-hangzhou-i": 2 }, limits: { region: 5, zone: 2 } },
    },
    en: (f, w) => {
      const [zone, inZone] = mostOf(f);
      return [
        `Storm: ${f.count} events${f.withinMs === undefined ? "" : ` in ${minutesOf(f)} min`}${zone === undefined ? "" : `, ${inZone ?? "most"} in zone ${zone}`}. Stopped.`,
        f.failures === undefined
          ? undefined
          : `${f.failures} failures (down now), ${f.planned ?? 0} planned${f.dueMs === undefined ? "" : ` (first due ${w.clock(f.dueMs)})`}. ${f.inFlight ?? 0} in flight go on.`,
        f.counts === undefined ? undefined : `Open by zone: ${counted(f)}.`,
        `Since ${w.at(f.sinceMs)} automation begins nothing. Calls of people go on. It does not end by itself.`,
        afterwards(f),
        `To look: redeploy-once status. To let it go on: ${resumeCommand({ sinceMs: f.sinceMs })}`,
      ];
    },
    zh: (f, w) => {
      const [zone, inZone] = mostOf(f);
      return [
        `风暴：${f.withinMs === undefined ? "" : `${minutesOf(f)} 分钟内 `}${f.count} 个事件${zone === undefined ? "" : `，${inZone === undefined ? "大多" : `其中 ${inZone} 个`}在可用区 ${zone}`}。已停止。`,
        f.failures === undefined
          ? undefined
          : `${f.failures} 个故障（已停机），${f.planned ?? 0} 个计划内${f.dueMs === undefined ? "" : `（最早 ${w.clock(f.dueMs)}）`}。${f.inFlight ?? 0} 个正在进行的会继续。`,
        f.counts === undefined ? undefined : `按可用区（未结束）：${counted(f)}。`,
        `自 ${w.at(f.sinceMs)} 起不会自动开始任何操作。人的调用照常。不会自动结束。`,
        afterwardsZh(f),
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
