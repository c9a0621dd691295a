var r = []
try { throw 1 } catch { r.push(1) } finally { r.push(2) }
try
{ throw 2 }
catch
(e)
{ r.push(e) }
try { try { throw 3 } finally { r.push(4) } } catch ({ message: m = 5 }) { r.push(m) }
globalThis.R = r
