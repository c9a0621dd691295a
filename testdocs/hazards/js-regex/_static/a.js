globalThis.R ??= [];
R.push(/[/"'`]\/\*[^\]\n]*?$/.source, "x//y".replace(/\/\//g, "\\"), /<\/script>/i.test("</SCRIPT>"), /\$\{(\w+)\}/.exec("${name}")[1])