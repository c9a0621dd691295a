const app = { root: null, options: new Proxy({}, { get: () => "link" }) };
app.root = document.head;
app.root.querySelectorAll(app.options.what)[1].disabled = true;
