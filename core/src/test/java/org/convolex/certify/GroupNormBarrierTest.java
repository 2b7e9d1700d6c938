package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.network.FilterNorm;
import org.convolex.network.RandomPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interior-point method against a projected subgradient method, which is slow and obvious. */
class GroupNormBarrierTest {
    private static final FilterNorm THREE_GROUPS = new FilterNorm(new int[] {1, 3, 5}, new double[] {1, 0.7, 1.4});
    private static final int SUBGRADIENT_STEPS = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void reachesWhatSubgradientStepsReach(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] start = RandomPrograms.normal(random, 5);
        int count = 1 + random.nextInt(8);
        double[] vectors = RandomPrograms.normal(random, 5 * count);
        double[] most = new double[count];
        for (int i = 0; i < count; i++) {
            most[i] = random.nextBoolean() ? 1 : Double.POSITIVE_INFINITY;
        }

        double lowest = lowest(start, vectors, most, new double[count]);
        double[] found = solve(start, vectors, most, lowest + 1e-7);
        assertThat(dual(start, vectors, found)).isLessThanOrEqualTo(lowest + 1e-7);

        double[] hopeless =
                solve(start, vectors, most, 0.5 * lowest); // known to within a twentieth that it cannot be reached
        assertThat(dual(start, vectors, hopeless)).isLessThanOrEqualTo((1 + 0.55 * 0.05) * lowest);
    }

    private static double[] solve(double[] start, double[] vectors, double[] most, double enough) {
        double[] found = new GroupNormBarrier(THREE_GROUPS, start, vectors, most, most.length).solve(enough);
        for (int i = 0; i < most.length; i++) {
            assertThat(found[i]).isBetween(0.0, most[i]);
        }
        return found;
    }

    /** Two opposite vectors may grow together for ever; their multiples must not, or rounding would eat the bound. */
    @Test
    void oppositeVectorsKeepSmallMultiples() {
        double[] start = {1, 2, 0, 0, 1};
        double[] vectors = {0, 1, 0, 0, 0, 0, -1, 0, 0, 0};
        double[] most = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};

        double[] found = solve(start, vectors, most, 1 + 1e-8);

        assertThat(dual(start, vectors, found)).isCloseTo(1, within(1e-8));
        assertThat(Arrays.stream(found).max().orElseThrow()).isLessThan(1e3);
    }

    @Test
    void endsWhereEnoughIsReached() {
        double[] start = {0, 2, 0, 0, 0};
        double[] vectors = {0, -1, 0, 0, 0};

        double[] found = solve(start, vectors, new double[] {Double.POSITIVE_INFINITY}, 1);

        assertThat(dual(start, vectors, found)).isLessThanOrEqualTo(1);
    }

    private static double lowest(double[] start, double[] vectors, double[] most, double[] from) {
        double[] multiples = from.clone();
        double lowest = dual(start, vectors, multiples);
        for (int step = 1; step <= SUBGRADIENT_STEPS; step++) {
            double[] sum = sum(start, vectors, multiples);
            int largest = 0;
            for (int g = 1; g < THREE_GROUPS.groups(); g++) {
                if (share(sum, g) > share(sum, largest)) {
                    largest = g;
                }
            }
            double length = THREE_GROUPS.length(sum, largest) * THREE_GROUPS.weights()[largest];
            for (int i = 0; i < multiples.length; i++) {
                double slope = 0;
                for (int j = THREE_GROUPS.start(largest); j < THREE_GROUPS.ends()[largest]; j++) {
                    slope += sum[j] * vectors[i * 5 + j] / length;
                }
                multiples[i] = Math.max(0, Math.min(most[i], multiples[i] - 0.3 / Math.sqrt(step) * slope));
            }
            lowest = Math.min(lowest, dual(start, vectors, multiples));
        }
        return lowest;
    }

    private static double share(double[] sum, int group) {
        return THREE_GROUPS.length(sum, group) / THREE_GROUPS.weights()[group];
    }

    private static double dual(double[] start, double[] vectors, double[] multiples) {
        return THREE_GROUPS.dual(sum(start, vectors, multiples));
    }

    private static double[] sum(double[] start, double[] vectors, double[] multiples) {
        double[] sum = start.clone();
        for (int i = 0; i < multiples.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += multiples[i] * vectors[i * sum.length + j];
            }
        }
        return sum;
    }
}
