R.push("c");
//# sourceURL=c-by-another-name.js