function f(x) { switch (x) { case 'a': return 1; case-1: return 2; case(3): return 3; case[4]: return 4; case`b`: return 5; case/x/.source: return 6; case typeof y: return 7; default: return 8 } }
globalThis.R = ['a', -1, 3, 'b', 'x', 'undefined', 0].map(f)
