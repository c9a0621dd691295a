R.push("d");
