package org.convolex.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;
import org.convolex.patch.RandomImages;
import org.convolex.patch.ZcaWhitening;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every feature map keeps, with every kernel that it is for. */
class FeatureMapContractTest {
    private static final Workers WORKERS = new Workers(2);
    private static final double GAMMA = 0.3;
    private static final long MEMORY = 1L << 30;

    /** Five rows of patches of 3 x 3 in windows of 2 x 2: the last windows are smaller. */
    private static final TrainingPatches SMALL = patches(new ImageShape(1, 7, 7), 12, 3, 2);

    /** Patches of 3 x 3 x 3 = 27 numbers, in windows of 3 x 3 and less. */
    private static final TrainingPatches LARGE = patches(new ImageShape(3, 9, 9), 12, 3, 3);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static TrainingPatches patches(ImageShape shape, int images, int patch, int pool) {
        Dataset data = RandomImages.of(shape, images, 2, 8);
        PatchExtractor extractor =
                PatchExtractor.fit(data, new PatchGrid(shape, patch, 1, 0), new ContrastNormalization(0.1), pool);
        return new TrainingPatches(data, extractor, ZcaWhitening.fit(data, extractor, 0.1, 100, WORKERS));
    }

    static Stream<Arguments> maps() {
        return Arrays.stream(MapKind.values())
                .flatMap(kind -> Arrays.stream(KernelFamily.values())
                        .filter(kind::fits)
                        .map(family -> Arguments.of(kind, family.at(GAMMA))));
    }

    static Stream<Arguments> randomMaps() {
        return maps().filter(map -> switch ((MapKind) map.get()[0]) {
            case FOURIER, FOURIER_INDEPENDENT, FASTFOOD, MACLAURIN -> true;
            default -> false;
        });
    }

    static Stream<Arguments> nystromMaps() {
        return maps().filter(map -> map.get()[0] == MapKind.NYSTROM || map.get()[0] == MapKind.NYSTROM_KMEANS);
    }

    static Stream<Arguments> kernelsOfExactMaps() {
        return maps().filter(map -> map.get()[0] == MapKind.EXACT);
    }

    private static FeatureMap fit(MapKind kind, Kernel kernel, int count, long seed, TrainingPatches patches) {
        return FeatureMaps.fit(kind, kernel, count, seed, patches, MEMORY, WORKERS);
    }

    private static double error(FeatureMap map, double[] z, double[] other) {
        return Vectors.dot(map.apply(z), map.apply(other)) - map.kernel().value(z, other);
    }

    /** The root mean squared error over pairs of patches and draws falls as 1 / sqrt(m), and its mean faster: no bias. */
    @ParameterizedTest
    @MethodSource("randomMaps")
    void randomMapsReachTheKernelAtTheirRate(MapKind kind, Kernel kernel) {
        double[][] points = LARGE.draw(60, kernel, 5);
        SplittableRandom random = new SplittableRandom(4);
        double[] scaled = new double[3];
        int[] counts = {150, 600, 2400};
        for (int i = 0; i < counts.length; i++) {
            double squares = 0;
            double sum = 0;
            int pairs = 0;
            for (long seed = 0; seed < 40; seed++) {
                FeatureMap map = fit(kind, kernel, counts[i], seed, LARGE);
                assertThat(map.count()).isEqualTo(counts[i]);
                for (int pair = 0; pair < 10; pair++, pairs++) {
                    double error =
                            error(map, points[random.nextInt(points.length)], points[random.nextInt(points.length)]);
                    squares += error * error;
                    sum += error;
                }
            }
            scaled[i] = Math.sqrt(squares / pairs * counts[i]);
            assertThat(Math.abs(sum / pairs) * Math.sqrt(counts[i]))
                    .as("mean error of %d features", counts[i])
                    .isLessThan(0.3 * scaled[i]);
        }
        assertThat(scaled[0]).isLessThan(2.5);
        assertThat(scaled[1] / scaled[0]).isBetween(0.6, 1.5);
        assertThat(scaled[2] / scaled[1]).isBetween(0.6, 1.5);
    }

    /** K(z, z) - ||phi(z)||^2 is never negative, falls with more landmarks, and ends at 0 with all patches. */
    @ParameterizedTest
    @MethodSource("nystromMaps")
    void nystromFallsToTheKernel(MapKind kind, Kernel kernel) {
        double[][] points = SMALL.all(kernel);
        double last = Double.POSITIVE_INFINITY;
        for (int count : new int[] {10, 40, 160, points.length}) {
            FeatureMap map = fit(kind, kernel, count, 3, SMALL);
            double mean = 0;
            for (double[] point : points) {
                double residual = -error(map, point, point);
                assertThat(residual).isGreaterThan(-1e-9);
                mean += residual / points.length;
            }
            assertThat(mean).as("%d landmarks", count).isLessThan(last);
            last = mean;
        }
        assertThat(last).isLessThan(1e-6);
    }

    @ParameterizedTest
    @MethodSource("kernelsOfExactMaps")
    void exactIsExactToItsTolerance(MapKind kind, Kernel kernel) {
        double[][] points = SMALL.all(kernel);
        FeatureMap map = fit(kind, kernel, 1, 1, SMALL);
        assertThat(map.count()).isLessThanOrEqualTo(points.length);
        for (int i = 0; i < points.length; i += 3) {
            for (int j = 0; j < points.length; j += 7) {
                assertThat(error(map, points[i], points[j])).isCloseTo(0, within(ExactMap.TOLERANCE * 1.001));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "LINEAR")
    void theIdentityIsTheLinearKernel(KernelFamily family) {
        double[][] points = SMALL.all(family.at(Double.NaN));
        FeatureMap map = fit(MapKind.IDENTITY, family.at(Double.NaN), 1, 1, SMALL);
        assertThat(map.count()).isEqualTo(9);
        assertThat(error(map, points[0], points[1])).isZero();
    }

    /** Patch by patch in double: whiten, project, map, average over the window, centre, scale. */
    @ParameterizedTest
    @MethodSource("maps")
    void theFastWayAgreesWithTheSlowOne(MapKind kind, Kernel kernel) {
        for (TrainingPatches patches : new TrainingPatches[] {SMALL, LARGE}) {
            FeatureMap map = fit(kind, kernel, 70, 2, patches);
            int[] starts = patches.extractor().pooling().starts();
            SplittableRandom random = new SplittableRandom(3);
            float[] mean = new float[map.count()];
            for (int j = 0; j < mean.length; j++) {
                mean[j] = (float) (random.nextDouble() - 0.5) * 0.1f;
            }
            float scale = 0.7f;
            PatchPooling.Worker pooling =
                    map.pooling(patches.whitening(), starts, mean, scale).newWorker();
            int windows = starts.length - 1;
            float[] fast = new float[windows * map.count() + 5];
            Arrays.fill(fast, 9);
            PatchExtractor.Extraction extraction = patches.extractor().newExtraction();
            for (int image = 0; image < 3; image++) {
                float[] read = extraction.of(patches.images(), image);
                pooling.pool(read, fast, 3);
                for (int c = 0; c < windows; c++) {
                    double[] slow = slow(map, patches.whitening(), read, starts[c], starts[c + 1]);
                    for (int j = 0; j < map.count(); j++) {
                        assertThat((double) fast[3 + c * map.count() + j])
                                .isCloseTo((slow[j] - mean[j]) / scale, within(tolerance(map)));
                    }
                }
            }
            assertThat(fast).startsWith(9, 9, 9).endsWith(9, 9);
        }
    }

    private static double[] slow(FeatureMap map, ZcaWhitening whitening, float[] patches, int begin, int end) {
        double[] average = new double[map.count()];
        for (int p = begin; p < end; p++) {
            double[] z = map.kernel().project(whitening.apply(patches, p * map.dimension()));
            double[] features = map.apply(z);
            for (int j = 0; j < average.length; j++) {
                average[j] += features[j] / (end - begin);
            }
        }
        return average;
    }

    /** Kernel values in single precision are off by some 1e-7, and the factor may magnify that by 1 / sqrt(tolerance). */
    private static double tolerance(FeatureMap map) {
        return map.kind() == MapKind.EXACT ? 2e-4 : 2e-5;
    }

    @ParameterizedTest
    @MethodSource("maps")
    void theSameSeedGivesTheSameMapOnAnyNumberOfThreads(MapKind kind, Kernel kernel) {
        FeatureMap map = fit(kind, kernel, 33, 7, SMALL);
        FeatureMap same;
        try (Workers one = new Workers(1)) {
            same = FeatureMaps.fit(kind, kernel, 33, 7, SMALL, MEMORY, one);
        }
        assertThat(same.parameters()).usingRecursiveComparison().isEqualTo(map.parameters());
        assertThat(same.kind()).isEqualTo(kind);
        assertThat(same.kernel()).isEqualTo(kernel);
        if (kind.hasCount()) {
            FeatureMap other = fit(kind, kernel, 33, 8, SMALL);
            assertThat(other.parameters().get(0)).isNotEqualTo(map.parameters().get(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAKernelThatItIsNotFor(MapKind kind) {
        KernelFamily wrong = kind.fits(KernelFamily.LINEAR) ? KernelFamily.INVERSE_POLYNOMIAL : KernelFamily.LINEAR;
        assertThatThrownBy(() -> fit(kind, wrong.at(GAMMA), 5, 1, SMALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no map " + kind.label() + " of kernel " + wrong.label());
    }

    @ParameterizedTest
    @MethodSource("randomMaps")
    void randomMapsRefuseNoFeatures(MapKind kind, Kernel kernel) {
        assertThatThrownBy(() -> fit(kind, kernel, 0, 1, SMALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be >= 1, got 0");
    }

    @ParameterizedTest
    @MethodSource("nystromMaps")
    void nystromRefusesMoreLandmarksThanPatches(MapKind kind, Kernel kernel) {
        assertThatThrownBy(() -> fit(kind, kernel, 1000, 1, SMALL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("map " + kind.label() + ": 1,000 landmarks, but the training images have only 300 different"
                        + " patches: features must be at most 300");
    }

    @ParameterizedTest
    @MethodSource("kernelsOfExactMaps")
    void exactRefusesAMatrixThatDoesNotFit(MapKind kind, Kernel kernel) {
        assertThatThrownBy(() -> FeatureMaps.fit(kind, kernel, 1, 1, SMALL, 500_000, WORKERS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("map exact: the kernel matrix of 300 patches takes 1 MiB, but 0 MiB may be used; give "
                        + ExactMap.ALTERNATIVES);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void mapsOfTheInversePolynomialRefusePatchesOutsideTheUnitBall(MapKind kind, Kernel kernel) {
        double[] z = new double[9];
        z[4] = 1.25;
        FeatureMap map = fit(kind, kernel, 20, 1, SMALL);
        if (kernel instanceof InversePolynomialKernel) {
            assertThatThrownBy(() -> map.apply(z))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("the inverse polynomial kernel needs patches of norm <= 1, got 1.25: divide them by"
                            + " their norm");
            assertThat(map.apply(kernel.project(z))).hasSize(map.count());
        } else {
            assertThat(map.apply(z)).hasSize(map.count());
            assertThat(kernel.project(z)).isSameAs(z);
        }
    }
}
