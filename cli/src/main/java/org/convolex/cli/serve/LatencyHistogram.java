package org.convolex.cli.serve;

import java.util.concurrent.atomic.LongAdder;

/** How long requests took, in buckets. Safe for use from many threads. */
final class LatencyHistogram {
    private static final double[] BOUNDS = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};

    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanoseconds = new LongAdder();

    LatencyHistogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void add(long time) {
        int bucket = 0;
        while (bucket < BOUNDS.length && time > 1e9 * BOUNDS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        nanoseconds.add(time);
    }

    /** Appends the samples of a Prometheus histogram: counts below each bound, sum in seconds, count. */
    void write(StringBuilder text, String name) {
        long sum = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            sum += counts[i].sum();
            text.append(name)
                    .append("_bucket{le=\"")
                    .append(BOUNDS[i])
                    .append("\"} ")
                    .append(sum)
                    .append('\n');
        }
        sum += counts[BOUNDS.length].sum();
        text.append(name).append("_bucket{le=\"+Inf\"} ").append(sum).append('\n');
        text.append(name).append("_sum ").append(nanoseconds.sum() / 1e9).append('\n');
        text.append(name).append("_count ").append(sum).append('\n');
    }
}
