var r = []
function f() { return /a b/.source }
r.push(typeof /a  b/, void /c/, f())
switch ('x') { case /x/.exec('x')[0]: r.push(1); default: /y/.test('y') && r.push(2) }
r.push('a' in /z/, /q/ instanceof RegExp)
delete /w/.x
do /v/.test('v'); while (0)
if (0) ; else /u/.test('u') && r.push(3)
r.push([.../t/.source, ...'k'])
globalThis.R = r
