say("said");
note([].map.call(document.body.children, (each) => each.tagName).join());
