/** An instance of Tablestore: a set of tables with a name of its own. */
export type TablestoreInstance = {
  readonly instanceName: string;
  /** Networks that may reach it; `INTERNET` is everybody, `VPC` whoever is inside the region. */
  networks: readonly string[];
  /** As it was asked for. */
  properties: Readonly<Record<string, unknown>>;
  readonly createdMs: number;
};

/** The instances of the account in this region. */
export type TablestoreInstances = {
  readonly all: () => readonly TablestoreInstance[];
  readonly find: (instanceName: string) => TablestoreInstance | undefined;
  readonly add: (instance: TablestoreInstance) => void;
  /** The instance goes, with its tables. */
  readonly remove: (instanceName: string) => void;
};

/** An instance that everybody reaches who has the right. */
export const openInstance = (instanceName: string, createdMs: number): TablestoreInstance => ({
  instanceName,
  networks: ["INTERNET", "VPC", "CLASSIC"],
  properties: {},
  createdMs,
});

export function createInstances(): TablestoreInstances {
  const instances = new Map<string, TablestoreInstance>();
  return {
    all: () => [...instances.values()],
    find: (instanceName) => instances.get(instanceName),
    add: (instance) => void instances.set(instance.instanceName, instance),
    remove: (instanceName) => void instances.delete(instanceName),
  };
}
