/** A system event that is raised before the call; the call to an edge instance names it. */
export type RaisedEvent = {
  readonly instanceId: string;
  readonly eventType: string;
  readonly eventStatus: string;
  /** ISO 8601; without it the cloud chooses. */
  readonly notBefore?: string;
};
