function f() {
  return
  { a: 1 }
}
function g() { return (
 { a: 1 }
) }
function h() { return /* x
 */ 1 }
function i() { return /* x */ 1 }
function j() { return // x
 1 }
globalThis.R = [f(), g(), h(), i(), j()]
