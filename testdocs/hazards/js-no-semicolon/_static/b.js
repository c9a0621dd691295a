(function () {
  R.push("b");
})()