"use strict";

// The other end of hosting.py: one line of JSON each way at a time.  All of it is synchronous,
// since the fast ways into the compilers are.

const fs = require("fs");

const IN = 0;
const OUT = 1;
const NEWLINE = 10;

let rest = Buffer.alloc(0);

// What a compiler prints must not be taken for an answer.
process.stdout.write = process.stderr.write.bind(process.stderr);

function pause() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
}

function readLine() {
  const chunks = [rest];
  let end = rest.indexOf(NEWLINE);
  while (end < 0) {
    const chunk = Buffer.alloc(65536);
    let size;
    try {
      size = fs.readSync(IN, chunk, 0, chunk.length, null);
    } catch (error) {
      if (error.code === "EAGAIN") {
        pause();
        continue;
      }
      if (error.code !== "EOF") throw error;
      size = 0;
    }
    // Nobody is there any more who could use the result.
    if (size === 0) process.exit(1);
    chunks.push(chunk.subarray(0, size));
    end = chunk.subarray(0, size).indexOf(NEWLINE);
  }
  const data = Buffer.concat(chunks);
  end = data.indexOf(NEWLINE);
  rest = data.subarray(end + 1);
  return JSON.parse(data.toString("utf8", 0, end));
}

function writeLine(value) {
  let data = Buffer.from(JSON.stringify(value) + "\n");
  while (data.length > 0) {
    try {
      data = data.subarray(fs.writeSync(OUT, data));
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      pause();
    }
  }
}

// Ask Python; what it refuses is thrown, so that the compiler says where it was asked for.
function ask(question) {
  writeLine({ ask: question });
  const answer = readLine();
  if ("refused" in answer) throw new Error(answer.refused);
  return answer.value;
}

function finish(value) {
  writeLine({ done: value });
  process.exit(0);
}

module.exports = { ask, finish, readLine };
