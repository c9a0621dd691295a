dispatchEvent(new CustomEvent("need", { detail: "/_static/part.js" }));
note("main");
