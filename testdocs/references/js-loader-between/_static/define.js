var defined = [];
function define(names, make) { defined.push(make()); }
define.amd = {};
