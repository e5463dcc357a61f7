import { readDoctorConfig } from "../shared/config.ts";
import { createDoctorDeps } from "../shared/entry/doctor-deps.ts";
import { createDoctorHandler } from "../shared/entry/doctor-entry.ts";

const config = readDoctorConfig();
const deps = createDoctorDeps(config);

/** Function doctor in s.yaml: no trigger. */
export const handler = createDoctorHandler(deps, config);
/** Loads what the first call needs, when the code cache is made. */
export const { preload } = deps;
