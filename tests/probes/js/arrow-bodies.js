var a = () => ({}), b = () => ({ a: 1 }).a, c = x => { x }, d = (x) =>
 x, e = async () => await 1, f = () => [] , g = () => /x/.source, h = () => `t`, i = x => y => x + y, j = () => {}
var k = (a, b) => a ? b : -b
globalThis.R = [a(), b(), c(1), d(2), f(), g(), h(), i(1)(2), k(0, 1)]
