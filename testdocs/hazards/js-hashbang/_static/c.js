#!/usr/bin/env node
R.push("c");
