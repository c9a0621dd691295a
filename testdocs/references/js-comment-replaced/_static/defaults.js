window.config = "default";
