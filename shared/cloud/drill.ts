/**
 * How a drill is told from a real event: by its Reason. The documents show "A simulated event." (DescribeInstancesFullStatus,
 * 2024); that the text is the same in every language and call is invented, so any text that speaks of a simulation counts.
 * An event without a Reason is real: that real ones always have one is documented nowhere, and a drill by mistake is a
 * restart at worst, a real event by mistake is a machine that nobody helps (functions/README.md).
 */
export const isDrill = (reason: string | undefined): boolean => /simulat|模拟|模擬/i.test(reason ?? "");
