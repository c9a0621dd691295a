/*! keep  this */
var a = 1 /* @preserve x */ + 2
//! line  license
// @license y
function f() { /*! inner */ return /*! z
*/ 3 }
/** @cc_on */
globalThis.R = [a, f()]
