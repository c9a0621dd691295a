const shows = document.createElement("p");
shows.textContent = window[["exam", "ple"].join("")];
document.body.append(shows);
for (const key in Examples) note(key + ": " + Examples[key]);
