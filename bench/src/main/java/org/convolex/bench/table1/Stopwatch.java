package org.convolex.bench.table1;

/** Wall-clock seconds since it was made. */
final class Stopwatch {
    private final long start = System.nanoTime();

    double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }
}
