var a = '//# sourceMappingURL=x.map'
var b = `
//# sourceMappingURL=y.map
`
/*# sourceMappingURL=z.map */
globalThis.R = [a, b]
//# sourceMappingURL=w.map