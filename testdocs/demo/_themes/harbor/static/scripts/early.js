// Runs in the head, before the first paint: text that changes its size after that would jump.
(function () {
  "use strict";
  try {
    var size = localStorage.getItem("harbor-text-size");
    if (size) document.documentElement.dataset.textSize = size;
  } catch (error) {
    // A reader may have forbidden storage. The usual size it is.
  }
})();
