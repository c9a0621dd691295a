"use strict";

// Says from which place of which source positions come, as Mozilla's library reads source maps:
// of [[map, [[line, column], …]], …] on standard input, it writes [[source, line, column], …] each.

const { SourceMapConsumer } = require("source-map");

async function resolve([map, positions]) {
  return SourceMapConsumer.with(map, null, (consumer) =>
    positions.map(([line, column]) => {
      const found = consumer.originalPositionFor({ line: line + 1, column });
      return [found.source, found.line === null ? null : found.line - 1, found.column];
    }),
  );
}

async function main() {
  const jobs = JSON.parse(require("fs").readFileSync(0, "utf-8"));
  const found = [];
  for (const job of jobs) found.push(await resolve(job));
  process.stdout.write(JSON.stringify(found));
}

main();
