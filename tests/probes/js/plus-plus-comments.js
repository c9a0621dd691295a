var a = 1, b = 2
globalThis.R = [a+/**/+b, a-/**/-b, a + +b, a - -b, a++ +b, a+ ++b, a-- -b, a- --b, - -a, + +a, +-+a, -/**/-a, a+ + +b, a - - -b, !-(-a), -(-a), typeof+a, void-a]
