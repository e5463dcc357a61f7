type Words = Readonly<Record<string, string>>;

/** What differs from language to language, beside the texts. An operation or a loss without a word goes by its name. */
export const languages = {
  en: {
    locale: "en-GB",
    deeds: {
      RedeployInstance: "redeploy",
      RebootInstance: "restart",
      ReplaceSystemDisk: "new system disk",
      AcceptInquiredSystemEvent: "answer to the platform",
      EventRedeployInstance: "redeploy",
    } as Words,
    losses: { localDisks: "local disks", systemDisk: "the system disk", unsavedMemory: "unsaved memory" } as Words,
    units: {
      minutes: (count: number) => `${count} min`,
      hours: (count: number) => `${count} h`,
      days: (count: number) => `${count} days`,
      before: (length: string) => `${length} ago`,
      after: (length: string) => `in ${length}`,
      now: "now",
    },
  },
  zh: {
    locale: "zh-CN",
    deeds: {
      RedeployInstance: "重新部署",
      RebootInstance: "重启",
      ReplaceSystemDisk: "更换系统盘",
      AcceptInquiredSystemEvent: "对平台询问的答复",
      EventRedeployInstance: "重新部署",
    } as Words,
    losses: { localDisks: "本地盘", systemDisk: "系统盘", unsavedMemory: "未保存的内存" } as Words,
    units: {
      minutes: (count: number) => `${count} 分钟`,
      hours: (count: number) => `${count} 小时`,
      days: (count: number) => `${count} 天`,
      before: (length: string) => `${length}前`,
      after: (length: string) => `${length}后`,
      now: "现在",
    },
  },
} as const;

export type Language = keyof typeof languages;
