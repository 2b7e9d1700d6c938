package org.convolex.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.convolex.kernel.FastfoodFeatures;
import org.convolex.kernel.FeatureMap;
import org.convolex.kernel.PatchPooling;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.Vectors;
import org.convolex.patch.ZcaWhitening;

/**
 * Random Fourier features beside Fastfood: time of pooled features a patch, and root mean squared error of the kernel.
 *
 * <pre>
 * ./mvnw -q -pl bench -am package -DskipTests
 * java --add-modules jdk.incubator.vector -Xmx4g -cp bench/target/benchmarks.jar org.convolex.bench.FeatureReport [MOST]
 * </pre>
 *
 * MOST leaves out patches with more numbers. Times are of one thread, in whitening and pooling 2 x 2 windows, as in training. The ratio
 * is the median over pairs of runs right beside each other, because the clock and the neighbours of a shared machine change by the
 * second. "Kept" is the length of whitened patches: that of the patches themselves, or a quarter, as whitening leaves of long patches of
 * images. Errors are of {@code <phi(z), phi(z')> - K(z, z')} over pairs of random z of many lengths, with gamma 1.5 over
 * their median squared distance; a dash is a map that takes minutes to draw.
 */
public final class FeatureReport {
    private static final int[] LENGTHS = {25, 49, 75, 147, 243, 363, 1024, 3072};
    private static final int[] COUNTS = {500, 1024, 2048, 4096};
    private static final int WINDOWS = 48;
    private static final int WINDOW = 4;
    private static final int PAIRS = 21;
    private static final long SLICE_NANOS = 8_000_000;
    private static final long WARM_UP_NANOS = 400_000_000;

    /** Whitening keeps all directions of patches up to this. */
    private static final int ALWAYS_KEPT = 64;

    /** Gram-Schmidt on longer vectors takes minutes. */
    private static final int MOST_ORTHOGONAL = 1024;

    private static final int POINTS = 40;
    private static final int DRAWS = 4;

    private FeatureReport() {}

    /** Runs the report. */
    public static void main(String[] arguments) {
        int most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : Integer.MAX_VALUE;
        System.out.printf(Locale.ROOT, "%s, Java %s%n%n", Kernels.best().description(), Runtime.version());
        System.out.println("| numbers | kept | features | Fourier, us | Fastfood, us | Fourier / Fastfood"
                + " | error: independent | orthogonal | Fastfood |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int length : LENGTHS) {
            if (length <= most) {
                rows(length, length);
                if (length > ALWAYS_KEPT) {
                    rows(length, length / 4);
                }
            }
        }
    }

    private static void rows(int length, int kept) {
        for (int count : COUNTS) {
            double gamma = Points.gamma(kept);
            Times times = times(length, kept, count, gamma);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %d | %.2f | %.2f | %.2f | %.4f | %s | %.4f |%n",
                    length,
                    kept,
                    count,
                    times.fourier(),
                    times.fastfood(),
                    times.ratio(),
                    error(seed -> RandomFourierFeatures.drawIndependent(gamma, kept, count, seed)),
                    kept > MOST_ORTHOGONAL
                            ? "-"
                            : String.format(
                                    Locale.ROOT,
                                    "%.4f",
                                    error(seed -> RandomFourierFeatures.draw(gamma, kept, count, seed))),
                    error(seed -> FastfoodFeatures.draw(gamma, kept, count, seed)));
        }
    }

    /** Microseconds a patch, and the median of their ratios. */
    private record Times(double fourier, double fastfood, double ratio) {}

    private static Times times(int length, int kept, int count, double gamma) {
        ZcaWhitening whitening = whitening(length, kept);
        TimedTask fourier = pooling(RandomFourierFeatures.drawIndependent(gamma, kept, count, 1), whitening);
        TimedTask fastfood = pooling(FastfoodFeatures.draw(gamma, kept, count, 1), whitening);
        double[] fourierTimes = new double[PAIRS];
        double[] fastfoodTimes = new double[PAIRS];
        double[] ratios = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            fourierTimes[i] = 1e6 / (fourier.runsPerSecond() * WINDOWS * WINDOW);
            fastfoodTimes[i] = 1e6 / (fastfood.runsPerSecond() * WINDOWS * WINDOW);
            ratios[i] = fourierTimes[i] / fastfoodTimes[i];
        }
        return new Times(median(fourierTimes), median(fastfoodTimes), median(ratios));
    }

    private static TimedTask pooling(FeatureMap map, ZcaWhitening whitening) {
        int[] starts = new int[WINDOWS + 1];
        Arrays.setAll(starts, c -> c * WINDOW);
        PatchPooling.Worker worker =
                map.pooling(whitening, starts, new float[map.count()], 1).newWorker();
        float[] patches = Workload.random(WINDOWS * WINDOW * whitening.dimension());
        float[] features = new float[WINDOWS * map.count()];
        return new TimedTask(() -> worker.pool(patches, features, 0), WARM_UP_NANOS, SLICE_NANOS);
    }

    /** Random rows of about unit length: what they are does not matter for time. */
    private static ZcaWhitening whitening(int length, int kept) {
        SplittableRandom random = new SplittableRandom(3);
        double[] matrix = random.doubles((long) kept * length, -1, 1)
                .map(x -> x / Math.sqrt(length))
                .toArray();
        return new ZcaWhitening(new double[length], matrix);
    }

    private interface Draw {
        FeatureMap of(long seed);
    }

    private static double error(Draw draw) {
        double squares = 0;
        long pairs = 0;
        for (long seed = 1; seed <= DRAWS; seed++) {
            FeatureMap map = draw.of(seed);
            double[][] points = Points.draw(map.dimension());
            double[][] features = Arrays.stream(points).map(map::apply).toArray(double[][]::new);
            for (int i = 0; i < POINTS; i++) {
                for (int j = 0; j < i; j++, pairs++) {
                    double error =
                            Vectors.dot(features[i], features[j]) - map.kernel().value(points[i], points[j]);
                    squares += error * error;
                }
            }
        }
        return Math.sqrt(squares / pairs);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Points at which the kernel is compared with its approximations: Gaussian, times a length of 0.2 to 1.4. */
    private static final class Points {
        static double[][] draw(int dimension) {
            SplittableRandom random = new SplittableRandom(7);
            double[][] points = new double[POINTS][dimension];
            for (double[] point : points) {
                double length = random.nextDouble(0.2, 1.4);
                for (int i = 0; i < dimension; i++) {
                    point[i] = length * random.nextGaussian();
                }
            }
            return points;
        }

        /** 1.5 over the median squared distance. */
        static double gamma(int dimension) {
            double[][] points = draw(dimension);
            double[] distances = new double[POINTS * (POINTS - 1) / 2];
            int next = 0;
            for (int i = 0; i < POINTS; i++) {
                for (int j = 0; j < i; j++) {
                    for (int k = 0; k < dimension; k++) {
                        double difference = points[i][k] - points[j][k];
                        distances[next] += difference * difference;
                    }
                    next++;
                }
            }
            return 1.5 / median(distances);
        }
    }
}
