package org.convolex.convotron;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Vectors;

/**
 * What samples say of the assumptions of theorem 3.1 (3.1 and 3.2 of the paper), each with its consequence. It refuses nothing: a
 * training goes on where an assumption fails, and only the theorem is lost. Immutable.
 *
 * @param samples that were looked at
 * @param symmetry p-value of the hypothesis that x and -x are distributed alike
 * @param covarianceDistance spectral norm of {@code E x x^T - I}
 * @param expectedDistance what so many samples of identity covariance have about
 * @param bound the longest sample, |x|
 * @param median the median of |x|
 * @param findings in words
 */
public record AssumptionReport(
        long samples,
        double symmetry,
        double covarianceDistance,
        double expectedDistance,
        double bound,
        double median,
        List<Finding> findings) {

    /** The most samples whose signs are flipped. */
    private static final int MOST_FLIPPED = 600;

    private static final double SIGNIFICANT = 0.01;

    /** |x| of the longest sample over that of the usual one, above which steps are shorter than most samples ask for. */
    private static final double HEAVY = 5;

    /**
     * One assumption.
     *
     * @param assumption in words
     * @param holds whether the samples agree with it
     * @param consequence what was measured, and what follows
     */
    public record Finding(String assumption, boolean holds, String consequence) {}

    /**
     * Reads so many samples. Cost d^2 flops a sample, O(d^3), and at most 600 samples' sign flips; memory 8 n d bytes.
     *
     * @param seed of the sign flips
     * @throws IllegalArgumentException if there are fewer than 2 samples
     * @throws org.convolex.data.InvalidInputException if the stream ends before
     */
    public static AssumptionReport of(SampleStream stream, Windows windows, int samples, long seed) {
        if (samples < 2) {
            throw new IllegalArgumentException("AssumptionReport: needs at least 2 samples, got " + samples);
        }
        Samples read = new Samples(stream.inputs(), samples);
        stream.read(samples, read);
        double[][] rows = new double[samples][stream.inputs()];
        double[] lengths = new double[samples];
        for (int b = 0; b < samples; b++) {
            read.get(b, rows[b]);
            lengths[b] = Vectors.length(rows[b]);
        }
        Arrays.sort(lengths);
        double bound = lengths[samples - 1];
        double median = lengths[samples / 2];
        double p = SignFlips.pValue(Arrays.copyOf(rows, Math.min(samples, MOST_FLIPPED)), seed);
        double distance = distance(read);
        double ratio = (double) stream.inputs() / samples;
        double expected = 2 * Math.sqrt(ratio) + ratio;
        return new AssumptionReport(
                samples,
                p,
                distance,
                expected,
                bound,
                median,
                List.of(symmetry(p), covariance(distance, expected), bound(bound, median), stride(windows)));
    }

    /** Spectral norm of the second moments' distance from the identity. */
    private static double distance(Samples samples) {
        int inputs = samples.inputs().length / samples.capacity();
        int count = samples.count();
        double[] second = new double[inputs * inputs];
        double[] x = samples.inputs();
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int b = 0; b < count; b++) {
                    sum += x[i * count + b] * x[j * count + b];
                }
                second[i * inputs + j] = sum / count - (i == j ? 1 : 0);
            }
        }
        double[] values = SymmetricEigen.of(second, inputs).values();
        return Math.max(values[0], -values[inputs - 1]);
    }

    private static Finding symmetry(double p) {
        boolean holds = p >= SIGNIFICANT;
        return new Finding(
                "x and -x are distributed alike",
                holds,
                String.format(Locale.ROOT, "p = %.3f by sign flips: ", p)
                        + (holds
                                ? "nothing in these samples speaks against it"
                                : "the samples are not symmetric, so the mean steps are no gradients of a linear network"
                                        + " (lemma 4.1 fails): the error may stay far from zero however many samples"
                                        + " there are; judge by the validation error alone"));
    }

    private static Finding covariance(double distance, double expected) {
        boolean holds = distance <= 1.5 * expected;
        return new Finding(
                "the covariance is the identity",
                holds,
                String.format(
                                Locale.ROOT,
                                "|E xx^T - I| = %.3g in the spectral norm, %.3g by chance alone: ",
                                distance,
                                expected)
                        + (holds
                                ? "as near as so many samples can tell"
                                : "stage 1 factors w a^T as the covariance distorts it, and stage 2 is slower by the"
                                        + " covariance's condition; whiten, if the labels are of whitened samples"));
    }

    private static Finding bound(double bound, double median) {
        boolean holds = bound <= HEAVY * median;
        return new Finding(
                "|x| is bounded",
                holds,
                String.format(
                                Locale.ROOT,
                                "the longest of these samples has |x| = %.3g, the median one %.3g: ",
                                bound,
                                median)
                        + (holds
                                ? "no long tail in sight, though no sample can prove a bound"
                                : "steps that are safe for the longest are short for the others; expect divergence or many"
                                        + " more samples, or clip them, which keeps symmetry"));
    }

    private static Finding stride(Windows windows) {
        int own = windows.inner().length;
        return new Finding(
                "every patch has numbers of its own",
                own > 0,
                own + " of the " + windows.size()
                        + " numbers of a patch are in no other: stage 1 learns from these alone, and "
                        + (2 * own < windows.size()
                                ? "needs the more samples the fewer they are"
                                : "has most of the filter to learn from"));
    }

    /** Whether the samples agree with all of them. */
    public boolean allHold() {
        return findings.stream().allMatch(Finding::holds);
    }

    /** A line each. */
    public String text() {
        return findings.stream()
                .map(finding -> (finding.holds() ? "holds  " : "FAILS  ") + finding.assumption() + ": "
                        + finding.consequence() + "\n")
                .collect(Collectors.joining());
    }
}
