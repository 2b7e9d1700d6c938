package org.convolex.cli;

import java.util.ArrayList;
import java.util.List;

/** The names in a file of {@code --metrics}, in their order. */
final class MetricNames {
    private MetricNames() {}

    /** @param own those of a method, between the certificate's scope and the errors */
    static List<String> with(String... own) {
        List<String> names = new ArrayList<>(List.of(
                "method",
                "data",
                "n",
                "seed",
                "threads",
                "seconds",
                "peakMemoryMiB",
                "iterations",
                "objective",
                "zeroObjective",
                "lowerBound",
                "gap",
                "relativeGap",
                "scope"));
        names.addAll(List.of(own));
        names.addAll(List.of("trainError", "validError", "testError"));
        return names;
    }
}
