// It tells when it runs, and what there is of the page by then.
seen.push("late " + document.readyState + " " + !!document.getElementById("end"));
// Its text is written into the page behind it.
document.write("<i id=written>written</i>");
// Only the whole style sheet has a rule for what nobody has before.
document.querySelector("p").classList.add("added-" + "late");
seen.push(getComputedStyle(document.querySelector("p")).marginLeft);
