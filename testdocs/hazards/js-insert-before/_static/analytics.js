globalThis.R ??= [];
(function (d, t) {
  var g = d.createElement(t), s = d.getElementsByTagName(t)[0];
  g.text = "R.push('inserted')";
  s.parentNode.insertBefore(g, s);
  R.push(g.nextElementSibling === s, s.getAttribute("data-first"));
})(document, "script");
