function* g() { yield
 1; yield /* x */ 2; yield* [3]; var x = yield; yield /re/g.source; yield [5]; yield - 6; yield`t` }
var r = []
try { for (var v of g()) r.push(v) } catch (e) { r.push(e.name) }
globalThis.R = r
