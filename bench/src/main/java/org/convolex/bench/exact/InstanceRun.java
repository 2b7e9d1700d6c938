package org.convolex.bench.exact;

import java.util.Arrays;
import java.util.List;
import org.convolex.certify.Certificate;

/**
 * One draw of a small program: what the exact trainer reached and proved, and where descent from random starts ended.
 *
 * @param instance its shape
 * @param draw number of the draw, from 1
 * @param beta weight decay
 * @param certificate of the exact network
 * @param neurons of the exact network
 * @param seconds of processor time of the exact training, with its certificate
 * @param restarts final objectives, ascending
 */
record InstanceRun(
        Instance instance,
        int draw,
        double beta,
        Certificate certificate,
        int neurons,
        double seconds,
        List<Double> restarts) {
    /** Restarts that end within this share above the exact network count as having found the optimum. */
    private static final double FOUND = 1e-4;

    InstanceRun {
        double[] sorted = restarts.stream().mapToDouble(value -> value).toArray();
        Arrays.sort(sorted);
        restarts = Arrays.stream(sorted).boxed().toList();
    }

    /** The lowest restart above the certified bound; below 0, the bound would be false. */
    double lowestAboveBound() {
        return restarts.get(0) - certificate.lowerBound();
    }

    /** Restarts below the certified bound. */
    long below() {
        return restarts.stream()
                .filter(value -> value < certificate.lowerBound())
                .count();
    }

    /** The share of restarts that found the optimum. */
    double found() {
        double most = (1 + FOUND) * certificate.objective();
        return (double) restarts.stream().filter(value -> value <= most).count() / restarts.size();
    }
}
