import fs, { readFileSync as r , existsSync } from "node:fs"
import * as path from 'node:path'
import def from "node:os" ;
var a = 1, b = 2
export { a , b as c , a as "d e" }
export * from "node:url"
export * as ns from 'node:url'
export default class { }
var m = import . meta, d = typeof import("node:fs")
globalThis.R = [typeof fs, typeof r, typeof existsSync, typeof path.join, typeof def, a, d, typeof m]
