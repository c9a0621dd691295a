R.push("e");
