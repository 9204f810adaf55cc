// Judges documents by a schema with Ajv, as strictly as it goes.
//   node ajv.mjs SCHEMA < DOCUMENTS    one JSON document a line; answers with a list of errors a line
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const Ajv = require("ajv");
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
// What VS Code and yaml-language-server read beside the schema's own words.
ajv.addVocabulary([
  "defaultSnippets",
  "doNotSuggest",
  "enumDescriptions",
  "errorMessage",
  "markdownDescription",
  "markdownEnumDescriptions",
  "patternErrorMessage",
]);
const validate = ajv.compile(JSON.parse(readFileSync(process.argv[2], "utf8")));
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  validate(JSON.parse(line));
  const errors = (validate.errors ?? []).map((e) => `${e.instancePath}: ${e.message}`);
  console.log(JSON.stringify(errors));
}
