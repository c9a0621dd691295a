note(template.toString().split("\n").slice(1, -1).join("").trim());
