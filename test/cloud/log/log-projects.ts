/** Log projects with their logstores (SLS): what is there, and what was asked of it. */
export type LogProjects = {
  readonly has: (project: string, logstore?: string) => boolean;
  readonly addProject: (project: string) => void;
  readonly removeProject: (project: string) => void;
  readonly addLogstore: (project: string, logstore: string) => void;
  readonly removeLogstore: (project: string, logstore: string) => void;
};

export function createLogProjects(): LogProjects {
  const projects = new Map<string, Set<string>>();
  return {
    has: (project, logstore) =>
      logstore === undefined ? projects.has(project) : projects.get(project)?.has(logstore) === true,
    addProject: (project) => void projects.set(project, new Set()),
    removeProject: (project) => void projects.delete(project),
    addLogstore: (project, logstore) => void projects.get(project)?.add(logstore),
    removeLogstore: (project, logstore) => void projects.get(project)?.delete(logstore),
  };
}
