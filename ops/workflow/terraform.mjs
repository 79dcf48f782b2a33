// Prints ops/terraform as JSON, with HashiCorp's parser; fails on a syntax error. TerraformIT runs it.
import { readFileSync, readdirSync } from "node:fs";
import { parse } from "@cdktf/hcl2json";

const folder = new URL("../terraform/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".tf"));
const parsed = await Promise.all(files.map((name) => parse(name, readFileSync(new URL(name, folder), "utf8"))));
const module = {};
for (const [kind, blocks] of parsed.flatMap(Object.entries)) {
  if (kind in module) throw new Error(`${kind} is in two files.`);
  module[kind] = blocks;
}
console.log(JSON.stringify(module));
// The parser is a Go program that would keep the process alive.
process.exit(0);
