package org.convolex.convotron;

import java.util.Arrays;
import java.util.Locale;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.DoubleKernels;
import org.convolex.linalg.SymmetricEigen;

/**
 * Brings samples to mean 0 and identity covariance, which the theorem asks for: {@code x' = U diag(1 / sqrt(lambda)) U^T (x - m)},
 * the whitening that moves numbers least (ZCA), so that patches keep their places. Directions in which samples hardly vary are left
 * out: they become zero.
 *
 * <p>What a network then learns is a filter of whitened samples. The labels of a network on the raw ones are not those of a network on
 * these, so recovery is promised for neither; and a mean of zero is no symmetry: see {@link AssumptionReport}.
 *
 * <p>Immutable and safe for use from many threads.
 */
public final class Whitening {
    /** Share of the largest variance below which a direction is left out. */
    private static final double LEAST_SHARE = 1e-6;

    /** More would take hours, and a matrix of gigabytes. */
    public static final int MOST_INPUTS = 10_000;

    private final double[] mean;
    private final double[] matrix;
    private final Report report;

    /**
     * One that was fitted before. Takes the arrays over without a copy.
     *
     * @param mean m, d numbers
     * @param matrix row-major, d x d
     * @throws InvalidInputException if they have other sizes than the report says
     */
    public Whitening(double[] mean, double[] matrix, Report report) {
        if (mean.length != report.inputs() || matrix.length != (long) report.inputs() * report.inputs()) {
            throw new InvalidInputException("a whitening of " + report.inputs() + " numbers needs as many means, got "
                    + mean.length + ", and their square of factors, got " + matrix.length);
        }
        this.mean = mean;
        this.matrix = matrix;
        this.report = report;
    }

    /**
     * What was fitted.
     *
     * @param samples that were read
     * @param inputs d
     * @param largest variance of a direction, before
     * @param smallest variance of a direction that is kept, before
     * @param left directions that were left out
     */
    public record Report(long samples, int inputs, double largest, double smallest, int left) {
        /** In a sentence or two. */
        public String text() {
            String kept = String.format(
                    Locale.ROOT,
                    "whitened by %,d samples: variances of directions from %.3g to %.3g, a ratio of %.3g, brought to 1",
                    samples,
                    smallest,
                    largest,
                    largest / smallest);
            String gone = left == 0
                    ? ""
                    : "; " + left + " of " + inputs
                            + " directions hardly vary and are left out, so the covariance is no"
                            + " identity in them, and the part of a filter along them cannot be learned";
            String few = samples < 10L * inputs
                    ? "; " + samples + " samples are few for " + inputs + " directions: ten times as many are safer"
                    : "";
            return kept + gone + few;
        }
    }

    /**
     * Fits mean and covariance on a first pass. Memory 16 d^2 bytes; cost d^2 flops a sample and O(d^3).
     *
     * @param count samples to read, at least 2
     * @throws IllegalArgumentException if there are fewer
     * @throws InvalidInputException if samples have more than {@link #MOST_INPUTS} numbers, the stream ends before, or nothing varies
     */
    public static Whitening fit(SampleStream stream, long count) {
        requireFew(stream.inputs());
        Moments moments = Moments.of(stream, count);
        int inputs = stream.inputs();
        SymmetricEigen eigen = SymmetricEigen.of(moments.covariance(), inputs);
        double largest = eigen.values()[0];
        if (!(largest > 0)) {
            throw new InvalidInputException("all of " + count + " samples are the same: there is nothing to whiten");
        }
        double[] matrix = new double[inputs * inputs];
        int kept = 0;
        while (kept < inputs && eigen.values()[kept] > LEAST_SHARE * largest) {
            double factor = 1 / Math.sqrt(eigen.values()[kept]);
            double[] direction = eigen.vectors()[kept];
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j < inputs; j++) {
                    matrix[i * inputs + j] += factor * direction[i] * direction[j];
                }
            }
            kept++;
        }
        return new Whitening(
                moments.mean(), matrix, new Report(count, inputs, largest, eigen.values()[kept - 1], inputs - kept));
    }

    static void requireFew(int inputs) {
        if (inputs > MOST_INPUTS) {
            throw new InvalidInputException(
                    "whitening takes samples of at most " + MOST_INPUTS + " numbers, got " + inputs);
        }
    }

    /** m; not to be changed. */
    public double[] mean() {
        return mean;
    }

    /** The matrix, row-major; not to be changed. */
    public double[] matrix() {
        return matrix;
    }

    /** What was fitted. */
    public Report report() {
        return report;
    }

    /** The samples of a stream, whitened as they come. Cost 2 d^2 flops a sample. */
    public SampleStream apply(SampleStream stream) {
        return new WhitenedStream(stream, this);
    }

    /** x' of x. */
    void apply(double[] x, double[] whitened) {
        int inputs = mean.length;
        double[] centred = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            centred[i] = x[i] - mean[i];
        }
        Arrays.fill(whitened, 0);
        DoubleKernels.best().addInnerProducts(inputs, inputs, centred, 0, matrix, 0, inputs, whitened, 0);
    }
}
