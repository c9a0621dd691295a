const { drop } = document.getElementById("text").dataset;
document.querySelectorAll(drop).forEach((each) => each.remove());
