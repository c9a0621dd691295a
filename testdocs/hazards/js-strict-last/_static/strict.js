/* A comment. */
"use strict";
globalThis.R ??= [];
try {
  undeclaredElsewhere = 1;
  R.push("sloppy");
} catch (error) {
  R.push(error.name);
}
R.push((function () { return this === undefined; })());
