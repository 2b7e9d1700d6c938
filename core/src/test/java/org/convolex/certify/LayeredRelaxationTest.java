package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.SquaredLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bounds for two rectified layers, box by box against pairs drawn from the box, and as a whole against a fine grid. */
class LayeredRelaxationTest {
    private static final int DRAWS = 60;

    static Stream<NetworkProgram> programs() {
        return Stream.of(1L, 2L)
                .flatMap(seed -> Stream.of(
                        program(Pooling.none(Reduction.LAYERED, 2), 5, 2, seed),
                        program(Pooling.none(Reduction.LAYERED, 4), 12, 3, seed),
                        program(new Pooling(Reduction.LAYERED, 3, new int[] {0, 1, 2, 1, 0, 2}), 20, 4, seed),
                        program(Pooling.all(Reduction.LAYERED, 5), 8, 3, seed),
                        program(Pooling.none(Reduction.LAYERED, 3), 6, 1, seed)));
    }

    private static NetworkProgram program(Pooling pooling, int n, int dimension, long seed) {
        return RandomPrograms.of(pooling, n, dimension, 1, new SquaredLoss(), 0.1, seed);
    }

    /** A box within a random pair of faces, of a random size. */
    private static FilterBox box(NetworkProgram program, SplittableRandom random) {
        int dimension = program.rows().dimension();
        return FilterBox.pairs(cut(dimension, random), cut(program.filterLength() - dimension, random));
    }

    private static FilterBox cut(int dimension, SplittableRandom random) {
        FilterBox box = FilterBox.wholeFace(dimension, random.nextInt(dimension), random.nextBoolean() ? 1 : -1);
        for (int halvings = random.nextInt(6 * dimension); halvings > 0; halvings--) {
            int coordinate = random.nextInt(dimension);
            if (coordinate != box.face()) {
                box = box.half(coordinate, random.nextBoolean());
            }
        }
        return box;
    }

    private static double[] within(FilterBox box, SplittableRandom random) {
        double[] point = new double[box.dimension()];
        for (int i = 0; i < point.length; i++) {
            double share = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble(); // sides and corners, too
            point[i] = box.low()[i] + share * (box.high()[i] - box.low()[i]);
        }
        return point;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void noPairOfABoxHasALargerPull(NetworkProgram program) {
        SplittableRandom random = new SplittableRandom(2);
        double[] dual = RandomPrograms.normal(random, program.samples());
        LayeredRelaxation relaxation = new LayeredRelaxation(program, dual);
        for (int draw = 0; draw < DRAWS; draw++) {
            FilterBox box = box(program, random);
            BoxBound bound = relaxation.bound(box, 0);
            for (int attack = 0; attack < DRAWS; attack++) {
                double[] pair = within(box, random);
                double pull =
                        program.correlations(pair, dual)[0] / program.norm().of(pair);
                assertThat(pull).isLessThanOrEqualTo(bound.upper());
            }
        }
    }

    /** {@code <L, u w^T> <= t <= <U, u w^T>}, whatever the shares of what may be mixed. */
    @ParameterizedTest
    @MethodSource("programs")
    void coversLieBelowAndAbove(NetworkProgram program) {
        SplittableRandom random = new SplittableRandom(3);
        int dimension = program.rows().dimension();
        for (int draw = 0; draw < DRAWS; draw++) {
            FilterBox box = box(program, random);
            FilterBox filters = box.part(0, dimension);
            FilterBox weights = box.part(dimension, program.filterLength());
            assertThat(filters.sign() * filters.sign()).isEqualTo(1);
            assertThat(weights.sign() * weights.sign()).isEqualTo(1);
            LayeredCover cover = new LayeredCover(program, draw % program.samples(), filters, weights);
            for (int attack = 0; attack < DRAWS; attack++) {
                double[] pair = within(box, random);
                double response = response(program, draw % program.samples(), pair);
                double slack = 1e-12 * (1 + Math.abs(response));
                assertThat(response).isBetween(cover.low() - slack, cover.high() + slack);
                for (boolean below : new boolean[] {true, false}) {
                    double[] matrix = (below ? cover.lower() : cover.upper()).clone();
                    for (int k = 0; k < program.rows().patches(); k++) {
                        if (cover.mixable(k, below)) {
                            cover.add(matrix, k, random.nextDouble());
                        }
                    }
                    for (double[] some : new double[][] {matrix, cover.mixed(below)}) {
                        double linear = bilinear(some, pair, dimension);
                        assertThat(below ? response - linear : linear - response)
                                .isGreaterThanOrEqualTo(-slack);
                    }
                }
            }
        }
    }

    /** As defined, before the second rectifier. */
    private static double response(NetworkProgram program, int sample, double[] pair) {
        int dimension = program.rows().dimension();
        double sum = 0;
        for (int k = 0; k < program.rows().patches(); k++) {
            double product = 0;
            for (int i = 0; i < dimension; i++) {
                product += program.rows().values()[(sample * program.rows().patches() + k) * dimension + i] * pair[i];
            }
            sum += Math.max(0, product) * pair[dimension + program.pooling().positionOf()[k]];
        }
        return sum;
    }

    private static double bilinear(double[] matrix, double[] pair, int dimension) {
        int width = pair.length - dimension;
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            for (int b = 0; b < width; b++) {
                sum += matrix[i * width + b] * pair[i] * pair[dimension + b];
            }
        }
        return sum;
    }

    /** Both layers of two numbers: two angles, and every pair of a thousand of them is tried. */
    @ParameterizedTest
    @CsvSource({"4, 1", "4, 2", "5, 3", "8, 4"})
    void theBoundIsThatOfAFineGrid(int samples, long seed) {
        NetworkProgram program = program(Pooling.none(Reduction.LAYERED, 2), samples, 2, seed);
        double[] dual = RandomPrograms.normal(new SplittableRandom(seed), samples);
        int steps = 1000;
        double largest = 0;
        for (int i = 0; i < steps; i++) {
            double first = 2 * Math.PI * i / steps;
            double[] u = {Math.cos(first), Math.sin(first)};
            double[][] responses = new double[samples][2];
            for (int s = 0; s < samples; s++) {
                for (int k = 0; k < 2; k++) {
                    responses[s][k] = Math.max(0, program.rows().dot(2 * s + k, u));
                }
            }
            for (int j = 0; j < steps; j++) {
                double second = 2 * Math.PI * j / steps;
                double sum = 0;
                for (int s = 0; s < samples; s++) {
                    sum += dual[s]
                            * Math.max(0, responses[s][0] * Math.cos(second) + responses[s][1] * Math.sin(second));
                }
                largest = Math.max(largest, Math.abs(sum));
            }
        }
        try (Workers workers = new Workers(2)) {
            DualNormBound bound = DualNormBound.of(program, dual, 0, new BoundEffort(1e-3, 20_000), workers);
            assertThat(bound.upper()).isBetween(largest, bound.attained() * (1 + 1.001e-3));
            assertThat(bound.attained()).isCloseTo(largest, Offset.offset(2e-2 * largest));
        }
    }

    /** Far more boxes would be needed: what is left is loose, never false. */
    @Test
    void ofAFewBoxesTheBoundIsLoose() {
        NetworkProgram program = program(Pooling.none(Reduction.LAYERED, 6), 30, 5, 1);
        SplittableRandom random = new SplittableRandom(4);
        double[] dual = RandomPrograms.normal(random, 30);
        try (Workers workers = new Workers(2)) {
            DualNormBound bound = DualNormBound.of(program, dual, 0, new BoundEffort(1e-3, 500), workers);
            assertThat(bound.upper()).isGreaterThan(bound.attained());
            for (int attack = 0; attack < 5000; attack++) {
                double[] pair = RandomPrograms.normal(random, program.filterLength());
                assertThat(program.pull(pair, dual) / program.norm().of(pair)).isLessThan(bound.upper());
            }
        }
    }
}
