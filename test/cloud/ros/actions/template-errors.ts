import type { ErrorRow } from "../../rpc/rpc-error.ts";
import { rosErrors } from "../ros-errors.ts";

/** What a template, or the values of its parameters, may be refused with. */
export const templateErrors: readonly ErrorRow[] = [
  rosErrors.invalidSchema(""),
  rosErrors.invalidVersion(""),
  rosErrors.invalidSection(""),
  rosErrors.invalidReference("", ""),
  rosErrors.invalidAttribute("", ""),
  rosErrors.circular(""),
  rosErrors.unknownParameter(""),
  rosErrors.parameterMissing(""),
  rosErrors.validationFailed(""),
  rosErrors.unknownType(""),
  rosErrors.invalid("TemplateBody"),
];
