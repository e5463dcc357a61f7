/**
 * True iff an event of this type is planned maintenance, which windows and freezes hold. Source: ECS "Overview of system
 * events", the names of types. A type that names no failure counts as planned (invented): it waits rather than acts.
 */
export const isPlanned = (type: string) => !/^(\w+:)?(System|Instance)Failure\./.test(type);
