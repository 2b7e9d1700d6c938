package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.linalg.Workers;
import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.SquaredLoss;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bound is attacked by many filters, and by climbing from them: none may have a larger pull. */
class DualNormBoundTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int ATTACKS = 400;
    private static final int CLIMBS = 60;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /** Every kind of program, two dimensions to five. */
    static Stream<NetworkProgram> programs() {
        FilterNorm groups = new FilterNorm(new int[] {1, 3, 4}, new double[] {0.5, Math.sqrt(0.5), 0.5});
        return Stream.of(1L, 2L, 3L)
                .flatMap(seed -> Stream.of(
                        RandomPrograms.scalar(Reduction.SUM, 8, 4, 2, 0.1, seed),
                        RandomPrograms.scalar(Reduction.SUM, 12, 3, 4, 0.1, seed),
                        RandomPrograms.scalar(Reduction.MAX, 6, 4, 2, 0.1, seed),
                        RandomPrograms.scalar(Reduction.MAX, 7, 3, 3, 0.1, seed),
                        RandomPrograms.withNorm(RandomPrograms.scalar(Reduction.SUM, 6, 1, 4, 0.1, seed), groups),
                        RandomPrograms.of(Pooling.all(Reduction.SUM, 4), 8, 3, 3, new SquaredLoss(), 0.1, seed),
                        RandomPrograms.of(
                                new Pooling(Reduction.SUM, 2, new int[] {0, 1, 0, 1}),
                                8,
                                3,
                                2,
                                new SquaredLoss(),
                                0.1,
                                seed),
                        RandomPrograms.of(
                                new Pooling(Reduction.MAX, 2, new int[] {0, 1, 1, 0}),
                                6,
                                3,
                                2,
                                new SquaredLoss(),
                                0.1,
                                seed),
                        RandomPrograms.of(Pooling.none(Reduction.LINEAR, 3), 8, 5, 2, new SquaredLoss(), 0.1, seed),
                        RandomPrograms.of(Pooling.none(Reduction.LAYERED, 2), 5, 2, 1, new SquaredLoss(), 0.1, seed),
                        RandomPrograms.of(Pooling.all(Reduction.LAYERED, 3), 6, 3, 1, new SquaredLoss(), 0.1, seed),
                        RandomPrograms.of(Pooling.none(Reduction.LAYERED, 3), 6, 1, 1, new SquaredLoss(), 0.1, seed),
                        RandomPrograms.of(
                                new Pooling(Reduction.LAYERED, 2, new int[] {0, 1, 1, 0}),
                                6,
                                3,
                                1,
                                new SquaredLoss(),
                                0.1,
                                seed)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void noFilterHasALargerPull(NetworkProgram program) {
        SplittableRandom random = new SplittableRandom(9);
        double[] dual = RandomPrograms.normal(random, program.samples() * program.outputs());
        for (int boxes : new int[] {1, 100, 20_000}) {
            DualNormBound bound = DualNormBound.of(program, dual, 0, new BoundEffort(1e-3, boxes), WORKERS);
            assertThat(bound.attained()).isLessThanOrEqualTo(bound.upper());
            double largest = 0;
            for (int attack = 0; attack < ATTACKS; attack++) {
                largest = Math.max(largest, climb(program, dual, random));
            }
            assertThat(largest).isLessThanOrEqualTo(bound.upper());
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void withWorkEnoughItIsAttained(NetworkProgram program) {
        double[] dual = RandomPrograms.normal(new SplittableRandom(5), program.samples() * program.outputs());
        DualNormBound bound = DualNormBound.of(program, dual, 0, new BoundEffort(1e-2, 200_000), WORKERS);
        if (program.pooling().reduction() == Reduction.LINEAR) {
            return; // its bound is a singular value, and no filter is looked for
        }
        assertThat(bound.upper()).isLessThanOrEqualTo(bound.attained() * (1 + 1.001e-2));
        assertThat(program.norm().of(bound.filter())).isCloseTo(1, within(1e-12));
        assertThat(program.pull(bound.filter(), dual)).isCloseTo(bound.attained(), within(1e-9 * bound.attained()));
    }

    /** Random steps that are kept when they lead up: nothing in common with how the bound is found. */
    private static double climb(NetworkProgram program, double[] dual, SplittableRandom random) {
        double[] filter = RandomPrograms.normal(random, program.filterLength());
        double pull = program.pull(filter, dual) / program.norm().of(filter);
        double length = 0.5;
        for (int step = 0; step < CLIMBS; step++) {
            double[] next = filter.clone();
            double size = program.norm().of(filter);
            for (int i = 0; i < next.length; i++) {
                next[i] += length * size * random.nextGaussian();
            }
            double reached = program.pull(next, dual) / program.norm().of(next);
            if (reached > pull) {
                filter = next;
                pull = reached;
            } else {
                length *= 0.9;
            }
        }
        return pull;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theSameBitsForAnyNumberOfThreads(NetworkProgram program) {
        double[] dual = RandomPrograms.normal(new SplittableRandom(6), program.samples() * program.outputs());
        DualNormBound two = DualNormBound.of(program, dual, 0, new BoundEffort(1e-3, 2000), WORKERS);
        try (Workers one = new Workers(1)) {
            DualNormBound alone = DualNormBound.of(program, dual, 0, new BoundEffort(1e-3, 2000), one);
            assertThat(alone.upper()).isEqualTo(two.upper());
            assertThat(alone.filter()).isEqualTo(two.filter());
            assertThat(alone.boxes()).isEqualTo(two.boxes());
        }
    }

    @Test
    void aTargetThatSufficesSavesWork() {
        NetworkProgram program = RandomPrograms.scalar(Reduction.SUM, 12, 3, 4, 0.1, 1);
        double[] dual = RandomPrograms.normal(new SplittableRandom(5), 12);
        DualNormBound tight = DualNormBound.of(program, dual, 0, new BoundEffort(1e-6, 100_000), WORKERS);
        DualNormBound loose =
                DualNormBound.of(program, dual, 2 * tight.upper(), new BoundEffort(1e-6, 100_000), WORKERS);
        assertThat(loose.boxes()).isLessThan(tight.boxes());
        assertThat(loose.upper()).isBetween(tight.attained(), 2 * tight.upper() * 1.001);
    }

    @Test
    void withoutADualPointNothingPulls() {
        NetworkProgram program = RandomPrograms.scalar(Reduction.SUM, 5, 3, 3, 0.1, 1);
        DualNormBound bound = DualNormBound.of(program, new double[5], 0, new BoundEffort(1e-3, 1000), WORKERS);
        assertThat(bound.upper()).isLessThan(1e-12);
        assertThat(Arrays.stream(bound.filter()).allMatch(Double::isFinite)).isTrue();
    }
}
