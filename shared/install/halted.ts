/** A run that came to a halt on its way. Its message says where, why, what helps and what is there now, a line each. */
export class Halted extends Error {
  override readonly name = "Halted";
}
