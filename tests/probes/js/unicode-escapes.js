var \u0061b = 1, c\u{64} = 2, \u{5F}e = 3
var o = { \u0066: 4, 'g\u0020h': 5 }
function \u0069() { return o.\u0066 }
globalThis.R = [ab, cd, _e, o, i()]
