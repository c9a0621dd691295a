globalThis.R ??= [];
window.Vendor || document.write('<script src="' + document.documentElement.dataset.content_root + '_static/vendor.js"><\/script>');
