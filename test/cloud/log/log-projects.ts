/** A logstore of a log project, as functions name theirs. */
export type LogPlace = { readonly project: string; readonly logstore: string };

/** One line of a log. `atMs`: when it was written, world time; it can be found a little later. */
export type LogLine = { readonly atMs: number; readonly topic: string; readonly text: string };

/** Log projects with their logstores (SLS): what is there, and what was asked of it. */
export type LogProjects = {
  readonly has: (project: string, logstore?: string) => boolean;
  readonly addProject: (project: string) => void;
  readonly removeProject: (project: string) => void;
  readonly addLogstore: (project: string, logstore: string) => void;
  readonly removeLogstore: (project: string, logstore: string) => void;
  /** Keeps a line; one for a logstore that is not there is lost. */
  readonly append: (place: LogPlace, line: LogLine) => void;
  readonly linesOf: (place: LogPlace) => readonly LogLine[];
  /** Empties the logstores, keeps them. */
  readonly clear: () => void;
};

/** So many of the newest lines of a logstore are kept: a world of tests has no more readers than that. */
const keptLines = 5_000;

export function createLogProjects(): LogProjects {
  const projects = new Map<string, Map<string, LogLine[]>>();
  const linesOf = ({ project, logstore }: LogPlace) => projects.get(project)?.get(logstore);
  return {
    has: (project, logstore) =>
      logstore === undefined ? projects.has(project) : projects.get(project)?.has(logstore) === true,
    addProject: (project) => void projects.set(project, new Map()),
    removeProject: (project) => void projects.delete(project),
    addLogstore: (project, logstore) => void projects.get(project)?.set(logstore, []),
    removeLogstore: (project, logstore) => void projects.get(project)?.delete(logstore),
    append: (place, line) => {
      const lines = linesOf(place);
      lines?.push(line);
      if (lines !== undefined && lines.length > 2 * keptLines) lines.splice(0, keptLines);
    },
    linesOf: (place) => linesOf(place) ?? [],
    clear: () => {
      for (const logstores of projects.values()) for (const lines of logstores.values()) lines.splice(0);
    },
  };
}
