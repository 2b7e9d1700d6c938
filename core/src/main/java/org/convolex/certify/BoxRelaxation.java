package org.convolex.certify;

/** Bounds the pull of the filters in a box. Safe for use from many threads. */
interface BoxRelaxation {
    /** @param enough a bound that need not be undercut */
    BoxBound bound(FilterBox box, double enough);
}
