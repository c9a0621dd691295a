var a = '\ud800', b = '\u{d800}', c = /\ud83d/.source, d = `\ud800`
globalThis.R = [a.length, b.length, c, d.length]
