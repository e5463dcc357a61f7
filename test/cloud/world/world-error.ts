/** A tester asked the world for something that it cannot be: an unknown instance, event or status. */
export class WorldError extends Error {
  override readonly name = "WorldError";
}
