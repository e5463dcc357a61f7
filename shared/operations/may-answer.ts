import { type Notice, ownOf } from "../remediation/answerable.ts";
import type { Operation } from "./operation.ts";

/** False for another event than its own, if the operation says that it answers no other. */
export const mayAnswer = (
  { event: { answers, answersNoOther } }: Operation,
  { type, status }: Pick<Notice, "type" | "status">,
) => answersNoOther === undefined || ownOf(answers, type)?.statuses.includes(status) === true;

/** What an operation answers by its document, in words. */
export const onlyAnswers = ({ name, event: { answers } }: Operation) =>
  `${name} answers ${Object.entries(answers)
    .map(([type, { statuses }]) => `${type} in ${statuses.join(" or ")}`)
    .join(", ")} only`;
