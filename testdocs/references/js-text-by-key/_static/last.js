function   example( a,  b ) {
    // As it is written.
    return   a  +  b;
}
