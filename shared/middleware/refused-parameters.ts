import { invalid } from "../parameter.ts";

/** Refuses parameters that the API document has and this bundle does not take. */
export function refuseUnsupported(
  refused: Readonly<Record<string, string>> = {},
  given: Readonly<Record<string, unknown>>,
) {
  const name = Object.keys(refused).find((candidate) => Object.hasOwn(given, candidate));
  if (name !== undefined) throw invalid(name, refused[name] ?? "is not taken");
}

/** Refuses secrets in a command that may be stored on its way, in a queue or a row. */
export function refuseSecrets(
  secrets: Readonly<Record<string, string>> = {},
  input: Readonly<Record<string, unknown>>,
): void {
  for (const [parameter, instead] of Object.entries(secrets))
    if (parameter in input)
      throw invalid(
        parameter,
        `is taken by a signed HTTP call only, on an instance that is ready; else use ${instead}`,
      );
}
