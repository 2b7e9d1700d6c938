package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.convolex.optim.AcceleratedProjectedGradient;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.NaiveNuclearNorm;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.ProgressListener;
import org.convolex.optim.Solution;
import org.convolex.optim.Start;
import org.convolex.optim.Status;
import org.convolex.optim.StoppingRule;
import org.convolex.optim.TestProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attacker that shares no code with the library tries to get below certified lower bounds: plain projected gradient
 * descent in double precision with full singular value decompositions, from zero and from the library's own solution.
 */
public class CertificateAttackTest {
    private static final Workers WORKERS = new Workers(1);
    private static final int INSTANCES = 50;
    private static final int STEPS = 80;
    private static final double GAP = 1e-3;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noAttackGetsBelowALowerBound(long part) {
        SplittableRandom random = new SplittableRandom(part);
        int reached = 0;
        for (int instance = 0; instance < INSTANCES; instance++) {
            TestProgram test = instance(random, instance);
            NuclearNormProgram program = test.program();
            Solution solution = new AcceleratedProjectedGradient()
                    .solve(
                            program,
                            Start.zero(program),
                            StoppingRule.gap(GAP).withMaxIterations(3000),
                            ProgressListener.NONE,
                            WORKERS);
            Certificate ofSolution = certify(test, solution.point());
            List<Certificate> certificates = new ArrayList<>(List.of(ofSolution));
            certificates.add(certify(test, new double[test.pointLength()]));
            for (double size : new double[] {0.5, 1, 10}) { // inside, on the sphere, not feasible
                certificates.add(certify(test, randomPoint(test, random, size)));
            }

            double least = Math.min(attack(test, new double[test.pointLength()]), attack(test, solution.point()));
            for (Certificate certificate : certificates) {
                assertThat(least)
                        .as("instance %d: %s", instance, test)
                        .isGreaterThanOrEqualTo(certificate.lowerBound());
            }
            if (solution.status() == Status.GAP_REACHED) {
                // The solver's bound may come from another point, so this point's own is looser at times.
                assertThat(ofSolution.certifies(20 * GAP))
                        .as("instance %d: %s", instance, ofSolution)
                        .isTrue();
                reached++;
            }
        }
        assertThat(reached)
                .isGreaterThan(INSTANCES * 8 / 10); // bounds that say nothing are never attacked with success
    }

    private static TestProgram instance(SplittableRandom random, int number) {
        int samples = random.nextInt(5, 31);
        int positions = random.nextInt(1, 5);
        int features = random.nextInt(2, 9);
        int outputs = random.nextInt(2, 5);
        double radius = Math.pow(10, random.nextDouble(-6, 2.5));
        double noise = number % 3 == 0 ? 0 : 0.5;
        return TestProgram.planted(
                random.nextLong(), samples, positions, features, outputs, number % 2 == 0, radius, noise);
    }

    private static double[] randomPoint(TestProgram test, SplittableRandom random, double size) {
        double[] point = TestProgram.gaussian(random, test.pointLength());
        double factor = size * test.radius() / NaiveNuclearNorm.norm(point, test.features());
        for (int i = 0; i < point.length; i++) {
            point[i] *= factor;
        }
        return point;
    }

    /** Certifies the point as it is, feasible or not: the ball of the rounding is made large enough to hold it. */
    private static Certificate certify(TestProgram test, double[] point) {
        double radius = Math.max(test.radius(), 2 * NaiveNuclearNorm.norm(point, test.features()));
        boolean inside = NaiveNuclearNorm.norm(point, test.features()) <= test.radius() * (1 + 1e-6);
        FactoredPoint factored =
                FactoredPoint.of(point, test.features(), new NuclearNormBall(inside ? test.radius() : radius), WORKERS);
        return FrankWolfeCertifier.certify(test.program(), factored, Scope.GIVEN_FEATURES, "problem", WORKERS);
    }

    /** The least objective of any feasible point met on the way. */
    public static double attack(TestProgram test, double[] start) {
        double[] point = NaiveNuclearNorm.project(start, test.features(), test.radius());
        double objective = test.objective(point);
        double step = 1;
        for (int i = 0; i < STEPS; i++) {
            double[] gradient = test.gradient(point);
            double[] next = move(test, point, gradient, step);
            while (test.objective(next) > objective && step > 1e-12) {
                step /= 2;
                next = move(test, point, gradient, step);
            }
            if (test.objective(next) > objective) {
                break;
            }
            point = next;
            objective = test.objective(point);
            step *= 1.6;
        }
        return objective;
    }

    private static double[] move(TestProgram test, double[] point, double[] gradient, double step) {
        double[] moved = new double[point.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = point[i] - step * gradient[i];
        }
        return NaiveNuclearNorm.project(moved, test.features(), test.radius());
    }
}
