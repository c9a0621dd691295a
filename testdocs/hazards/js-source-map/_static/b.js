R.push("b");
/*# sourceMappingURL=b.js.map */