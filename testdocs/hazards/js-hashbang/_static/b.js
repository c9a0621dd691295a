#!/usr/bin/env node
R.push("b");
