#!/usr/bin/env node  --x
// y
var a = 1 ;
globalThis.R = a
