R.push("d");
//@ sourceMappingURL=d.js.map