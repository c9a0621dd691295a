function   shown( ) { /* as it is written */ return   caller( ) }
note(shown());
