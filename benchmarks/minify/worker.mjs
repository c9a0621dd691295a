// Answers one JSON request a line: compares scripts, runs them, minifies texts.
// Started with the path of the directory that node_modules is in.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";
import vm from "node:vm";

const require = createRequire(join(process.argv[2], "package.json"));
const acorn = require("acorn");
const esbuild = require("esbuild");
const { minify: terser } = require("terser");

const parse = (text, sourceType) =>
  acorn.parse(text, { ecmaVersion: "latest", sourceType, allowHashBang: true });

function tree(text) {
  try {
    return [parse(text, "script"), "script"];
  } catch {
    try {
      return [parse(text, "module"), "module"];
    } catch (error) {
      return [null, String(error)];
    }
  }
}

// Where a node stands and how a literal is spelled is layout; what it is, is not.
const isLayout = (node, key) =>
  key === "start" || key === "end" || (key === "raw" && node.type === "Literal");

const isTree = (value) =>
  typeof value === "object" && value !== null && !(value instanceof RegExp);

// With a stack of its own: minifiers make chains of thousands of operators.
function firstDifference(one, other) {
  const pending = [[one, other, "Program"]];
  while (pending.length) {
    const [a, b, path] = pending.pop();
    if (!isTree(a) || !isTree(b)) {
      const equal = a instanceof RegExp ? String(a) === String(b) : Object.is(a, b);
      if (!equal) return `${path}: ${String(a)} is ${String(b)}`;
      continue;
    }
    if (a.type !== b.type) return `${path}: ${a.type} is ${b.type}`;
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (!isLayout(a, key)) pending.push([a[key], b[key], `${path.slice(-80)}.${key}`]);
    }
  }
  return null;
}

function same({ before, after }) {
  const [one, how] = tree(before);
  if (!one) return before === after ? null : `did not parse and was changed (${how})`;
  try {
    return firstDifference(one, parse(after, how));
  } catch (error) {
    return `does not parse any more: ${error}`;
  }
}

const visible = (key, value) => {
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (value === undefined) return "undefined";
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value;
};

async function asModule(text, context) {
  const module = new vm.SourceTextModule(text, { context });
  await module.link(async (name) => {
    const found = await import(name);
    return new vm.SyntheticModule(
      Object.keys(found),
      function () {
        for (const key of Object.keys(found)) this.setExport(key, found[key]);
      },
      { context },
    );
  });
  await module.evaluate({ timeout: 1000 });
}

// What a probe observed: the value that it left in globalThis.R.
async function run({ text }) {
  const quiet = { log() {}, warn() {}, error() {} };
  const context = vm.createContext({ console: quiet, setTimeout, queueMicrotask });
  const [, how] = tree(text);
  try {
    if (how === "module") await asModule(text, context);
    else vm.runInContext(text, context, { timeout: 1000 });
    await new Promise((resolve) => setTimeout(resolve, 5));
  } catch (error) {
    return `throws ${error.name}`;
  }
  return vm.runInContext("globalThis.R", context) === undefined
    ? "nothing"
    : JSON.stringify(context.R, visible);
}

const TOOLS = {
  "esbuild whitespace": (text, loader) =>
    esbuild.transformSync(text, { loader, minifyWhitespace: true, legalComments: "inline" }).code,
  "esbuild full": (text, loader) =>
    esbuild.transformSync(text, { loader, minify: true, legalComments: "inline" }).code,
  "terser whitespace": async (text) =>
    (await terser(text, { compress: false, mangle: false })).code,
  "terser full": async (text) => (await terser(text, {})).code,
};

async function minify({ tool, text, kind }) {
  const started = performance.now();
  const code = await TOOLS[tool](text, kind);
  return { code, seconds: (performance.now() - started) / 1000 };
}

// What a probe leaves behind is its own affair.
process.on("unhandledRejection", () => {});
process.on("uncaughtException", () => {});

const VERBS = { same, run, minify };

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = { result: await VERBS[request.verb](request) };
  } catch (error) {
    answer = { error: String(error).slice(0, 200) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
