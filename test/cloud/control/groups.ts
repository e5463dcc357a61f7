import type { SeenEvent, SeenInstance } from "./realm.ts";

/** The fleet by type, disks and status: a line a group, with its first member that has no open event. */
export function fleetLines(instances: Readonly<Record<string, SeenInstance>>, events: readonly SeenEvent[]) {
  const taken = new Set(events.filter(isOpen).map(({ instanceId }) => instanceId));
  const groups = grouped(
    Object.entries(instances),
    ([, { instanceType, disks, status }]) => `${instanceType} ${status}, ${disks} disks`,
  );
  return [...groups].map(([name, members]) => {
    const ids = members.map(([id]) => id);
    return `${count(ids.length)} × ${name}: ${ids.find((id) => !taken.has(id)) ?? ids[0]}`;
  });
}

/** What the cloud wants of whom: a line a type, with how many are in which status and the first one's instance. */
export function eventLines(events: readonly SeenEvent[]) {
  const groups = grouped(events.filter(isOpen), ({ eventType }) => eventType);
  return [...groups].map(([eventType, members]) => {
    const statuses = [...new Set(members.map(({ eventStatus }) => eventStatus))].join(", ");
    return `${count(members.length)} × ${eventType} (${statuses}): ${members[0]?.instanceId}`;
  });
}

const over: readonly string[] = ["Executed", "Avoided", "Canceled", "Failed"];

const isOpen = ({ eventStatus }: SeenEvent) => !over.includes(eventStatus);

const count = (members: number) => String(members).padStart(3);

function grouped<Member>(members: readonly Member[], nameOf: (member: Member) => string) {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const name = nameOf(member);
    groups.set(name, [...(groups.get(name) ?? []), member]);
  }
  return groups;
}
