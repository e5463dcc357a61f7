/** What keeps an installation from being made. Its message is one line: what, which, what is allowed, what to do next. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}
