// It tells when it runs, and what there is of the page by then.
seen.push("later " + document.readyState + " " + !!document.getElementById("end"));
