globalThis.R ??= [];
var Vendor = "vendor";
R.push("vendor");
