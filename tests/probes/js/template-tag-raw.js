var f = (s, ...v) => [s.raw, v]
globalThis.R = [f`a  ${ 1 }\n  b`, f `c`, f
`d`, f`${ f`  e` }`, new (class { x() { return f`  g  ` } })().x(), f?.name, f`\u{  `]
