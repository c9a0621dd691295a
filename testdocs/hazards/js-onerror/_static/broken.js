R.push("broken";
