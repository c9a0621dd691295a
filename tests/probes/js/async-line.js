var async = 1, r = []
async
function f() { return 2 }
r.push(f())
var o = { async f() { return 1 }, async, async *g() {}, async 'h'() {}, async [1]() {} }
var a = async x => x, b = async (x) => x, c = async () => {}
globalThis.R = [r, Object.keys(o), a.name, b.name, c.length]
