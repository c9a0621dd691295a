Loader.need("/_static/part.js");
note("main");
