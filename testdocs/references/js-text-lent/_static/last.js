function   shown( ) { /* as it is written */ return   1 }
