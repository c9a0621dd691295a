// It tells when it runs, and what there is of the page by then.
seen.push("late " + document.readyState + " " + !!document.getElementById("end"));
// Its text is written into the page behind it.
document.write("<i id=written>written</i>");
