package org.convolex.convotron;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.convolex.linalg.RowMatrices;
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
 * @param own numbers of a patch that are in no other
 * @param size numbers of a patch
 */
public record AssumptionReport(
        long samples,
        double symmetry,
        double covarianceDistance,
        double expectedDistance,
        double bound,
        double median,
        int own,
        int size) {

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
     * Reads so many samples. Cost m n d flops and O(m^3) for m = min(n, d), and at most 600 samples' sign flips; memory 16 n d bytes.
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
        double distance = distance(rows);
        double ratio = (double) stream.inputs() / samples;
        double expected = 2 * Math.sqrt(ratio) + ratio;
        return new AssumptionReport(
                samples, p, distance, expected, bound, median, windows.inner().length, windows.size());
    }

    /** Spectral norm of the second moments' distance from the identity. */
    private static double distance(double[][] rows) {
        int samples = rows.length;
        int inputs = rows[0].length;
        double[] flat = new double[samples * inputs];
        for (int b = 0; b < samples; b++) {
            System.arraycopy(rows[b], 0, flat, b * inputs, inputs);
        }
        int shorter = Math.min(samples, inputs);
        double[] values = SymmetricEigen.of(RowMatrices.gramOfShorterSide(flat, inputs), shorter)
                .values();
        // fewer samples than numbers leave directions in which nothing varies
        double smallest = samples < inputs ? 0 : values[shorter - 1] / samples;
        return Math.max(Math.abs(values[0] / samples - 1), Math.abs(1 - smallest));
    }

    /** In words, one for each assumption. */
    public List<Finding> findings() {
        return List.of(symmetryFinding(), covarianceFinding(), boundFinding(), strideFinding());
    }

    private Finding symmetryFinding() {
        boolean holds = symmetry >= SIGNIFICANT;
        return new Finding(
                "x and -x are distributed alike",
                holds,
                String.format(Locale.ROOT, "p = %.3f by sign flips: ", symmetry)
                        + (holds
                                ? "nothing in these samples speaks against it"
                                : "the samples are not symmetric, so the mean steps are no gradients of a linear network"
                                        + " (lemma 4.1 fails): the error may stay far from zero however many samples"
                                        + " there are; judge by the validation error alone"));
    }

    private Finding covarianceFinding() {
        boolean holds = covarianceDistance <= 1.5 * expectedDistance;
        return new Finding(
                "the covariance is the identity",
                holds,
                String.format(
                                Locale.ROOT,
                                "|E xx^T - I| = %.3g in the spectral norm, %.3g by chance alone: ",
                                covarianceDistance,
                                expectedDistance)
                        + (holds
                                ? "as near as so many samples can tell"
                                : "stage 1 factors w a^T as the covariance distorts it, and stage 2 is slower by the"
                                        + " covariance's condition; whiten, if the labels are of whitened samples"));
    }

    private Finding boundFinding() {
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

    private Finding strideFinding() {
        return new Finding(
                "every patch has numbers of its own",
                own > 0,
                own + " of the " + size
                        + " numbers of a patch are in no other: stage 1 learns from these alone, and "
                        + (2 * own < size
                                ? "needs the more samples the fewer they are"
                                : "has most of the filter to learn from"));
    }

    /** Whether the samples agree with all of them. */
    public boolean allHold() {
        return findings().stream().allMatch(Finding::holds);
    }

    /** A line each. */
    public String text() {
        return findings().stream()
                .map(finding -> (finding.holds() ? "holds  " : "FAILS  ") + finding.assumption() + ": "
                        + finding.consequence() + "\n")
                .collect(Collectors.joining());
    }
}
