// Reads a JSON list of classic scripts, and writes what each of them leaves behind.
"use strict";

const vm = require("node:vm");

const PROBED = ["one", "two", "three", "four", "five", "six"];

async function observe(source) {
  const context = vm.createContext({ console });
  const before = new Set(vm.runInContext("Object.getOwnPropertyNames(globalThis)", context));
  let error = null;
  try {
    vm.runInContext(source, context);
  } catch (thrown) {
    error = thrown.name;
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  const after = vm.runInContext("Object.getOwnPropertyNames(globalThis)", context);
  // What is declared by let, const and class is no property of the global object.
  const lexical = PROBED.filter((name) => vm.runInContext(`typeof ${name}`, context) !== "undefined");
  const names = [...new Set([...after.filter((name) => !before.has(name)), ...lexical])].sort();
  let result;
  try {
    result = vm.runInContext("JSON.stringify(globalThis.R)", context);
  } catch (thrown) {
    result = thrown.name;
  }
  return { error, names, result: result ?? null };
}

async function main() {
  const scripts = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const found = [];
  for (const script of scripts) found.push(await observe(script));
  process.stdout.write(JSON.stringify(found));
}

main();
