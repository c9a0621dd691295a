var a = 1 // xvar b = 2
function f() { return3 }// yvar c = 4globalThis.R = [a, b, f(), c]