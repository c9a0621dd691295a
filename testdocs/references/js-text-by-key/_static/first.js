var Examples = { one : function ( x ) { /* as it is written */ return  x } };
