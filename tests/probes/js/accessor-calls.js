var o = { if: 1, class: { new: 2 }, in: [3], typeof() { return 4 }, return: /x/ }
globalThis.R = [o.if, o.class.new, o.in[0], o.typeof(), o.return.source, o
.if, o .class . new, o.in
[0], o.if / 1 / 1, o.in / 2 / 1, o?.if]
