window.conf = { chosen: Store.read("chosen") };
