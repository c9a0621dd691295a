globalThis.R ??= [];
undeclared = 1;
R.push(undeclared, (function () { return this === globalThis; })());
with ({ inner: 2 }) R.push(inner);
R.push((function (a) { a = 3; return arguments[0]; })(0), 010);
