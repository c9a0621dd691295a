function sum( a,  b ) {
    return a  +  b;
}
note(size(sum));
note(names(function (first, second) { return first + second; }));
