package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.linalg.Workers;
import org.convolex.optim.AcceleratedProjectedGradient;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.Losses;
import org.convolex.optim.NaiveNuclearNorm;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.ProgressListener;
import org.convolex.optim.Solution;
import org.convolex.optim.Start;
import org.convolex.optim.Status;
import org.convolex.optim.StoppingRule;
import org.convolex.optim.StoredSamples;
import org.convolex.optim.Targets;
import org.convolex.optim.TestProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs of every loss whose samples differ in weight: solver and certificate against formulas of this test's own. */
class WeightedProgramTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int SAMPLES = 120;
    private static final int FEATURES = 6;
    private static final int OUTPUTS = 3;
    private static final double RADIUS = 8;
    private static final TestProgram DATA = TestProgram.planted(11, SAMPLES, 2, FEATURES, OUTPUTS, true, RADIUS);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    static Stream<String> losses() {
        return Stream.concat(Losses.names().stream(), Stream.of("huber:0.25"));
    }

    /** A tenth are 0, the others up to 30 times each other. */
    private static double[] sizes() {
        SplittableRandom random = new SplittableRandom(12);
        double[] sizes = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            sizes[i] = i % 10 == 0 ? 0 : Math.pow(30, random.nextDouble());
        }
        return sizes;
    }

    private static NuclearNormProgram program(String loss, double[] sizes) {
        return new NuclearNormProgram(
                StoredSamples.of(DATA.values(), 2, FEATURES),
                new Targets(OUTPUTS, DATA.targets()).weighted(sizes),
                Losses.byName(loss),
                new NuclearNormBall(RADIUS));
    }

    /** One output's loss, or for the logistic loss that of all outputs. */
    private static double loss(String name, double[] scores, int label) {
        double sum = 0;
        double powers = 0;
        for (int k = 0; k < OUTPUTS; k++) {
            double target = k == label ? 1 : 0;
            double distance = Math.abs(scores[k] - target);
            double delta = name.equals("huber") ? 1 : 0.25;
            powers += Math.exp(scores[k]);
            sum += switch (name) {
                case "squared" -> distance * distance / 2;
                case "squared-hinge" -> Math.pow(Math.max(0, k == label ? 1 - scores[k] : 1 + scores[k]), 2) / 2;
                case "logistic" -> -target * scores[k];
                default -> distance <= delta ? distance * distance / 2 : delta * distance - delta * delta / 2;
            };
        }
        return name.equals("logistic") ? Math.log(powers) + sum : sum;
    }

    private static double objective(String name, double[] sizes, double[] point) {
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double[] scores = new double[OUTPUTS];
            int label = 0;
            for (int k = 0; k < OUTPUTS; k++) {
                scores[k] = DATA.score(point, i, k);
                label = DATA.targets()[i * OUTPUTS + k] == 1 ? k : label;
            }
            sum += sizes[i] * loss(name, scores, label);
        }
        return sum / Arrays.stream(sizes).sum();
    }

    /** f(A) - &lt;G, A&gt; - R ||G||_2 with G from differences. */
    private static double lowerBound(String name, double[] sizes, double[] point) {
        double[] gradient = new double[point.length];
        double bound = objective(name, sizes, point);
        double h = 1e-5;
        for (int j = 0; j < point.length; j++) {
            double[] moved = point.clone();
            moved[j] = point[j] + h;
            double above = objective(name, sizes, moved);
            moved[j] = point[j] - h;
            gradient[j] = (above - objective(name, sizes, moved)) / (2 * h);
            bound -= gradient[j] * point[j];
        }
        return bound - RADIUS * NaiveNuclearNorm.spectral(gradient, FEATURES);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theCertificateIsThatOfPlainFormulas(String loss) {
        double[] sizes = sizes();
        double[] direction = TestProgram.gaussian(new SplittableRandom(13), DATA.pointLength());
        FactoredPoint point = FactoredPoint.of(direction, FEATURES, new NuclearNormBall(RADIUS), WORKERS);
        double[] dense = point.dense(direction.length);
        Certificate certificate =
                FrankWolfeCertifier.certify(program(loss, sizes), point, Scope.GIVEN_FEATURES, "p", WORKERS);
        assertThat(certificate.objective()).isCloseTo(objective(loss, sizes, dense), within(1e-12));
        assertThat(certificate.zeroObjective())
                .isCloseTo(objective(loss, sizes, new double[dense.length]), within(1e-12));
        assertThat(certificate.lowerBound()).isCloseTo(lowerBound(loss, sizes, dense), within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theSolverSolvesTheWeightedProgram(String loss) {
        double[] sizes = sizes();
        NuclearNormProgram program = program(loss, sizes);
        Solution solution = new AcceleratedProjectedGradient()
                .solve(program, Start.zero(program), StoppingRule.gap(1e-3), ProgressListener.NONE, WORKERS);
        assertThat(solution.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(solution.objective()).isCloseTo(objective(loss, sizes, solution.point()), within(1e-6));
        double zero = objective(loss, sizes, new double[DATA.pointLength()]);
        double bound = lowerBound(loss, sizes, solution.point());
        assertThat((solution.objective() - bound) / (zero - bound)).isLessThan(1e-2);
        FactoredPoint point = FactoredPoint.of(solution.point(), FEATURES, program.ball(), WORKERS);
        assertThat(FrankWolfeCertifier.certify(program, point, Scope.GIVEN_FEATURES, "p", WORKERS)
                        .certifies(1e-2))
                .isTrue();
    }

    /** A sample of weight 2 is two samples, one of weight 0 is none. */
    @ParameterizedTest
    @MethodSource("losses")
    void weightsCountSamples(String loss) {
        int row = 2 * FEATURES;
        double[] counts = new double[SAMPLES];
        float[] values = new float[SAMPLES * row]; // counts 0, 1, 2 in turn: as many samples again
        float[] targets = new float[SAMPLES * OUTPUTS];
        int copies = 0;
        for (int i = 0; i < SAMPLES; i++) {
            counts[i] = i % 3;
            for (int copy = 0; copy < i % 3; copy++) {
                System.arraycopy(DATA.values(), i * row, values, copies * row, row);
                System.arraycopy(DATA.targets(), i * OUTPUTS, targets, copies * OUTPUTS, OUTPUTS);
                copies++;
            }
        }
        NuclearNormProgram repeated = new NuclearNormProgram(
                StoredSamples.of(values, 2, FEATURES),
                new Targets(OUTPUTS, targets),
                Losses.byName(loss),
                new NuclearNormBall(RADIUS));
        double[] direction = TestProgram.gaussian(new SplittableRandom(14), DATA.pointLength());
        FactoredPoint point = FactoredPoint.of(direction, FEATURES, new NuclearNormBall(RADIUS), WORKERS);
        Certificate expected = FrankWolfeCertifier.certify(repeated, point, Scope.GIVEN_FEATURES, "p", WORKERS);
        Certificate weighted =
                FrankWolfeCertifier.certify(program(loss, counts), point, Scope.GIVEN_FEATURES, "p", WORKERS);
        assertThat(weighted.objective()).isCloseTo(expected.objective(), within(1e-12));
        assertThat(weighted.zeroObjective()).isCloseTo(expected.zeroObjective(), within(1e-12));
        assertThat(weighted.lowerBound()).isCloseTo(expected.lowerBound(), within(1e-5 * RADIUS));
        assertThat(program(loss, counts).slopeAtZero(WORKERS))
                .isCloseTo(repeated.slopeAtZero(WORKERS), within(1e-5 * RADIUS));
    }

    @Test
    void onlyProportionsMatter() {
        double[] sizes = sizes();
        Targets targets = new Targets(OUTPUTS, DATA.targets()).weighted(sizes);
        double mean = 0;
        for (int i = 0; i < SAMPLES; i++) {
            mean += targets.weight(i) / SAMPLES;
            assertThat(targets.weight(i) * sizes[1]).isCloseTo(targets.weight(1) * sizes[i], within(1e-12));
        }
        assertThat(mean).isCloseTo(1, within(1e-12));
    }

    @Test
    void refusesWeightsThatCannotBe() {
        Targets targets = new Targets(1, new float[3]);
        assertThatThrownBy(() -> targets.weighted(new double[2])).hasMessage("Targets: 2 weights for 3 samples");
        assertThatThrownBy(() -> targets.weighted(new double[3]))
                .hasMessage("Targets: the weights of all 3 samples are 0");
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> targets.weighted(new double[] {1, 1, bad}))
                    .hasMessage("Targets: the weight of sample 2 must be finite and >= 0, got " + bad);
        }
        assertThatThrownBy(() -> new Targets(1, new float[3], new double[] {1, 1, 2}))
                .hasMessageStartingWith("Targets: the mean weight must be 1, got 1.33");
    }
}
