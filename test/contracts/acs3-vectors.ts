/** One signed request whose signature is known. */
export type Vector = {
  readonly about: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secret: string;
  readonly signature: string;
};

const emptyBodyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const captured = (action: string, nonce: string) => ({
  host: "127.0.0.1:39359",
  "x-acs-action": action,
  "x-acs-content-sha256": emptyBodyHash,
  "x-acs-credentials-provider": "static_ak",
  "x-acs-date": "2026-11-20T10:14:37Z",
  "x-acs-signature-nonce": nonce,
  "x-acs-version": "2014-05-26",
});

/**
 * The first is the worked example of https://www.alibabacloud.com/help/en/resource-management/common-parameters; the
 * others were captured from @alicloud/ecs20140526 7.11.6 talking to a local server (2026-11-20).
 */
export const vectors: readonly Vector[] = [
  {
    about: "the provider's worked example",
    method: "POST",
    url: "/?ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
    headers: {
      host: "ecs.cn-shanghai.aliyuncs.com",
      "x-acs-action": "RunInstances",
      "x-acs-content-sha256": emptyBodyHash,
      "x-acs-date": "2023-10-26T10:22:32Z",
      "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
      "x-acs-version": "2014-05-26",
    },
    secret: "YourAccessKeySecret",
    signature: "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
  },
  {
    about: "a plain call",
    method: "POST",
    url: "/?ForceStop=true&InstanceId=i-1",
    headers: captured("RedeployInstance", "22f7d5f52de0069cba7307cea94f92d64d325350fdf7ec3869add769b3a812df"),
    secret: "testsecret",
    signature: "a4674e146a8ea33d16efdda1504472133f6baff06a6db9706664964a05077ca9",
  },
  {
    about: "repeat lists, and a parameter out of order",
    method: "POST",
    url: "/?EventId.1=e-1&InstanceEventCycleStatus.1=Inquiring&InstanceEventCycleStatus.2=Scheduled&RegionId=cn-hangzhou&NotBefore.Start=2026-01-01T00%3A00%3A00Z",
    headers: captured(
      "DescribeInstanceHistoryEvents",
      "7a9c8bfae06a930304b9a58ea332dac0de2974ed25fcc0b83f13352d582c5e2c",
    ),
    secret: "testsecret",
    signature: "726b2faea2b82288b2e25cfd29ae43153ddcebba49eb32c55db7120ccf652cc3",
  },
  {
    about: "a nested parameter",
    method: "POST",
    url: "/?ClientToken=tok&ImageId=m-1&InstanceId=i-1&SystemDisk.Size=80",
    headers: captured("ReplaceSystemDisk", "fe991030ebca336d64b3695162f6e5198d518bcdbe3d16a5afb47124e5467ea2"),
    secret: "testsecret",
    signature: "a6588d44b97f40358189406c2f5d3ecaa6f95fe36a07fff38b8003f283a19c0e",
  },
];
