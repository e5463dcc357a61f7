type Attached = {
  readonly instanceId?: string | undefined;
  readonly attachments?: { readonly attachment?: readonly { readonly instanceId?: string | undefined }[] | undefined };
};

/**
 * The instance that a disk of a list belongs to: the asked one if the disk names it anywhere. A disk with multi-attach on
 * has it among its attachments only; one on its way to or from an instance may name none, and is read again. Source:
 * DescribeDisks, InstanceId and Attachments (2014-05-26, June 2024).
 */
export function ownerOf({ instanceId, attachments }: Attached, asked: string): string | undefined {
  if (instanceId) return instanceId;
  return attachments?.attachment?.some((attachment) => attachment.instanceId === asked) ? asked : undefined;
}
