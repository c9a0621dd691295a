var r = []
try { throw /* a */ { a: 1 } } catch (e) { r.push(e) }
function f() { try { throw new
Error('x') } catch { return 1 } }
globalThis.R = [r, f()]
