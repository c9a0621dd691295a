var x = 4, g = 2
var t = [`${ x }` / 2 / g, `${ /}`/.source }  `, `${ { a: 1 }.a }  `, `${ (() => { return '}' })() }  `, `${ x /2/ g }  `, `  ${ x // }`
}  `]
globalThis.R = t
