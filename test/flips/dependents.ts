const edgeLives = [
  "EventRedeployInstance by event, smooth",
  "EventRedeployInstance by event, killed before its send",
  "EventRedeployInstance by event, killed after its send",
];

/**
 * What does not end by itself, or has another effect, when a guess of the local cloud is the other way round: guess →
 * lives → why. Nothing is ever done twice, whichever way it is.
 */
export const dependents: Readonly<Record<string, { readonly lives: readonly string[]; readonly why: string }>> = {
  "dispute.replace-stays-stopped": {
    lives: [
      "ReplaceSystemDisk with StopAndStart, smooth",
      "ReplaceSystemDisk with StopAndStart, killed after its send",
    ],
    why: "The instance comes up by itself: the runbook has nothing to start. Where the replacement comes too late, it has.",
  },
  "ens.history.memory": {
    lives: ["EventRedeployInstance by event, smooth", "EventRedeployInstance by event, killed before its send"],
    why: "What is not listed any more proves nothing: the redeploy is Unproven, and a person's to resolve.",
  },
  "ens.lists": {
    lives: edgeLives,
    why: "The product sends lists as the SDKs do: where they are not taken no event is seen, and none is answered.",
  },
  "ens.instances.disk-kind": {
    lives: edgeLives,
    why: "A disk of an unknown kind may be on the host: the redeploy waits for consent.",
  },
};
