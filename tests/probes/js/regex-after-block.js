var g = 1, r = []
{ r.push(1) }
/a/g.test('a') && r.push(2)
if (g) /b/.test('b') && r.push(3)
while (!/c/.test('c')) ;
for (;!/d/.test('d');) ;
function f() {}
/e/.test('e') && r.push(4)
var h = function () {} / 2 / g
var o = {} / 2 / g
label: /f/.test('f') && r.push(5)
globalThis.R = [r, h, o]
