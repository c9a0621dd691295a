note(document.getElementById("text").nextElementSibling.src.includes("first"));
