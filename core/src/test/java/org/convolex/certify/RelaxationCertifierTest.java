package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.convolex.certify.RelaxationCertifier.Certified;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lower bounds are attacked by filters that compete; nothing of a solver is used here. */
class RelaxationCertifierTest {
    private static final Workers WORKERS = new Workers(2);
    private static final FilterRegion ALL = new FilterRegion.Everything();

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static double[] normal(SplittableRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    private static double[] times(double[] vector, double factor) {
        return Vectors.dividedBy(vector, 1 / factor);
    }

    /** Targets of a planted filter, with noise upwards or not. */
    private static SharedFilter problem(
            SplittableRandom random, Activation activation, double[] planted, double noise) {
        int blocks = 1 + random.nextInt(3);
        int samples = 10 + random.nextInt(40);
        PatchRows rows =
                new PatchRows(normal(random, samples * blocks * planted.length), samples, blocks, planted.length);
        double[] targets = new SharedFilter(rows, new double[samples], activation).outputs(planted, WORKERS);
        for (int i = 0; i < targets.length; i++) {
            targets[i] += noise * Math.abs(random.nextGaussian());
        }
        return new SharedFilter(rows, targets, activation);
    }

    private static Certificate certificate(RelaxedProgram program, double[] filter) {
        return RelaxationCertifier.certify(program, filter, "", WORKERS).certificate();
    }

    /** As far towards a filter from one that is feasible as outputs and set allow. */
    private static double[] feasible(RelaxedProgram program, double[] from, double[] to) {
        double low = 0;
        double high = 1;
        for (int step = 0; step < 60; step++) {
            double middle = step == 0 ? 1 : (low + high) / 2;
            double[] between = between(from, to, middle);
            boolean inside = program.region().distance(between) == 0
                    && (program.slack() || program.excess(program.problem().outputs(between, WORKERS)) == 0);
            low = inside ? middle : low;
            high = inside ? high : middle;
        }
        return between(from, to, low);
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] between = times(from, 1 - share);
        Vectors.addTo(between, share, to);
        return between;
    }

    /** However far a filter is from the best, no competitor is below its bound. */
    @ParameterizedTest
    @ValueSource(strings = {"relu", "leaky-relu:0.3", "abs", "squared-relu", "softplus"})
    void noCompetitorIsBelowTheBound(String name) {
        Activation activation = Activation.of(name);
        for (int draw = 0; draw < 36; draw++) {
            SplittableRandom random = new SplittableRandom(draw);
            double[] planted = normal(random, 2 + random.nextInt(3));
            SharedFilter problem = problem(random, activation, planted, draw % 2 == 0 ? 0 : 0.2);
            double beta = draw % 3 == 0 ? 0 : Math.pow(10, random.nextInt(4) - 3);
            FilterRegion region = switch (draw % 4) {
                case 0 -> new FilterRegion.Ball(Vectors.length(planted) * (1 + random.nextDouble()));
                case 1 -> new FilterRegion.Box(-3, 3);
                case 2 -> new FilterRegion.SumBall(4);
                default -> ALL;
            };
            double[] direction = random.nextBoolean() ? problem.dataDirection() : normal(random, planted.length);
            RelaxedProgram program = new RelaxedProgram(problem, direction, beta, region);
            double[] start = region.distance(planted) == 0 ? planted : new double[planted.length];
            if (!program.slack() && program.excess(problem.outputs(start, WORKERS)) > 0) {
                continue;
            }
            double best = Double.POSITIVE_INFINITY;
            double[][] filters = new double[40][];
            for (int f = 0; f < filters.length; f++) {
                double[] towards = normal(random, planted.length);
                filters[f] =
                        f == 0 ? start : feasible(program, start, times(towards, Math.pow(10, random.nextInt(4) - 2)));
                if (f == 1) {
                    filters[f] = feasible(program, start, times(direction, 10));
                }
                best = Math.min(best, program.objective(filters[f], WORKERS));
            }
            for (double[] filter : filters) {
                Certificate certificate = certificate(program, filter);
                assertThat(certificate.feasible()).isTrue();
                double reach = ((RelaxedTargets) certificate.regularization()).radius();
                for (double[] competitor : filters) {
                    if (Vectors.length(competitor) <= reach) {
                        assertThat(certificate.lowerBound())
                                .isLessThanOrEqualTo(program.objective(competitor, WORKERS));
                    }
                }
            }
        }
    }

    /** A planted filter solves the program of the data's own direction, by the condition (12). */
    @ParameterizedTest
    @ValueSource(strings = {"relu", "leaky-relu:0.3", "abs", "squared-relu", "softplus"})
    void theBestFilterIsCertified(String name) {
        for (int draw = 0; draw < 20; draw++) {
            SplittableRandom random = new SplittableRandom(draw);
            double[] planted = normal(random, 4);
            SharedFilter problem = problem(random, Activation.of(name), planted, 0);
            double[] direction = new double[4]; // in the cone of the slopes
            double[] slope = new double[4];
            for (int i = 0; i < problem.samples(); i++) {
                problem.tangent(i, planted, slope);
                Vectors.addTo(direction, random.nextDouble(), slope);
            }
            Certified certified =
                    RelaxationCertifier.certify(new RelaxedProgram(problem, direction, 0, ALL), planted, "", WORKERS);
            assertThat(certified.certificate().certifies(1e-9)).isTrue();
            assertThat(certified.missing()).isLessThan(1e-12);
            if (name.equals("softplus")) {
                continue; // whether its slopes span the opposite direction, too, is a matter of the draw
            }
            Certified opposite = RelaxationCertifier.certify(
                    new RelaxedProgram(problem, times(direction, -1), 0, ALL), planted, "", WORKERS);
            boolean oneSided = Activation.of(name).slope(-1) <= 0; // the others' slopes span every direction
            assertThat(opposite.certificate().certifies(0.1)).isEqualTo(!oneSided);
            assertThat(opposite.missing() > 0.1).isEqualTo(oneSided);
        }
    }

    @Test
    void filtersBeyondTheTargetsOrTheSetMakeNoClaim() {
        SplittableRandom random = new SplittableRandom(1);
        double[] planted = normal(random, 3);
        SharedFilter problem = problem(random, Activation.RELU, planted, 0);
        double[] direction = problem.dataDirection();
        double size = Vectors.length(planted);

        assertThat(certificate(new RelaxedProgram(problem, direction, 0, ALL), times(planted, 1.001))
                        .words())
                .startsWith("No claim: an output exceeds its target by 0.00100 of the largest target");
        RelaxedProgram small = new RelaxedProgram(problem, direction, 0.1, new FilterRegion.Ball(size / 2));
        assertThat(certificate(small, planted).words())
                .startsWith("No claim: the filter misses the constraint set by 0.500 of its norm");
        assertThat(certificate(small, planted).certifies(0.9)).isFalse();
    }

    /** max w over -1 <= w <= 1 and w <= 3: by hand, -1 in the one number that there is. */
    @Test
    void boundsOfOneNumberAreThoseOfPaper() {
        SharedFilter problem =
                new SharedFilter(new PatchRows(new double[] {1}, 1, 1, 1), new double[] {3}, Activation.RELU);
        RelaxedProgram boxed = new RelaxedProgram(problem, new double[] {1}, 0, new FilterRegion.Box(-1, 1));
        Certificate atBorder = certificate(boxed, new double[] {1});
        assertThat(atBorder.objective()).isEqualTo(-1);
        assertThat(atBorder.gap()).isBetween(0.0, 1e-12);
        assertThat(certificate(boxed, new double[] {0.5}).lowerBound()).isLessThanOrEqualTo(-1);

        // min 1/2 (w - 3)_+^2 - 2 w: w = 5, and 2 - 10
        RelaxedProgram slack = new RelaxedProgram(problem, new double[] {4}, 0.5, ALL);
        Certificate best = certificate(slack, new double[] {5});
        assertThat(best.objective()).isEqualTo(-8);
        assertThat(best.gap()).isBetween(0.0, 1e-11);
        assertThat(best.zeroObjective()).isZero();
        assertThat(certificate(slack, new double[] {4.5}).lowerBound()).isLessThanOrEqualTo(-8);
    }
}
