function plain(a,b){return a+"\n"+b}R.push(plain.toString(),String((a)=>`${a}`),(class{x=1;"y z"(){}}).toString());
