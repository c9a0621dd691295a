note(typeof later + typeof helper);
try { helper(); } catch (error) { note(error.name); }
Promise.resolve().then(() => { window.settled = "settled"; });
