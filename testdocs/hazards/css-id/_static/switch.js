globalThis.R ??= [];
document.getElementById("dark_css").media = "all";
document.querySelector("#off_css").disabled = true;
R.push("switched");
