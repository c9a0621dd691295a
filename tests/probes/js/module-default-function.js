export default function () { return 1 }
(2)
export function f() { return 3 }
[4]
export class A { }
`x`
globalThis.R = [f()]
