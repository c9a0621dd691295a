const parts = { first: "style", last: "Sheets" };
document[parts.first + parts.last][1].disabled = true;
