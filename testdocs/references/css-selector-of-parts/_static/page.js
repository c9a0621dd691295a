const stem = "nig" + "ht";
document.querySelector(["link[href*=", stem, "]"].join("")).disabled = true;
