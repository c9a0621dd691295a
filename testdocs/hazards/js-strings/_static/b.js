globalThis.R ??= [];
R.push("back\\slash \"quotes\" 'single' \x41\u0042\u{43}\
 continued", 'it\'s "so"', `back\`tick ${1 + 1} \${no} $ {} \\ ${`nested ${"deep"}`}`);
R.push("$&", "$1", "$$", "${x}", "`", "\u2028", "%s %(x)s {x} {{ x }}", "\0", "\r\n", "\
");
R.push("a  b".length, "é日😀".length, "".length, "a\u2028b".length);
R.push(String.raw`\n \u{0} ${1}`, ((strings) => strings.raw[0])`\unicode and \x`, "<\/script>", "<!-- -->", "<script>", "]]>", "&amp; &lt;");
R.push("end" + "</scr" + "ipt>", "</script>", "</SCRIPT >", '<\!--');
