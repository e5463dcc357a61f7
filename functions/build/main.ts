import path from "node:path";
import { buildFunctions } from "./bundle.ts";
import { root } from "./paths.ts";

const names = await buildFunctions({ outDir: path.join(root, "dist"), codeCache: true, cli: true });
console.log(`Built ${names.length} function(s) into dist/: ${names.join(", ")}; and the command, dist/cli.js`);
