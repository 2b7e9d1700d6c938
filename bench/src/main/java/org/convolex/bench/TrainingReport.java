package org.convolex.bench;

import java.util.Locale;
import java.util.function.Supplier;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.ccnn.ImageFeatures;
import org.convolex.certify.Certificate;
import org.convolex.certify.FrankWolfeCertifier;
import org.convolex.certify.Scope;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.Workers;
import org.convolex.optim.Directions;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.ProgressListener;
import org.convolex.optim.SampleMatrices;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.Solution;
import org.convolex.optim.Solvers;
import org.convolex.optim.Start;
import org.convolex.optim.StoppingRule;
import org.convolex.optim.Targets;
import org.convolex.optim.WorkingSet;
import org.convolex.optim.WorkingSetSolver;

/**
 * Times the parts of a training on the first digits of MNIST: {@link DigitFeatures}, gamma 0.2.
 *
 * <pre>
 * ./mvnw -q -pl bench -am package -DskipTests
 * java --add-modules jdk.incubator.vector -Xmx4g -XX:+UseParallelGC -cp bench/target/benchmarks.jar \
 *     org.convolex.bench.TrainingReport DIR [DIGITS [THREADS]]
 * </pre>
 *
 * DIR is a folder in MNIST's layout. Every solve starts from zero. Wall-clock seconds: compare rows of one run.
 */
public final class TrainingReport {
    private static final int DIRECTIONS = 50;
    private static final double[] RADII = {20, 80};
    private static final double[] GAPS = {1e-2, 1e-3, 1e-4};

    private TrainingReport() {}

    /** Runs the report. */
    public static void main(String[] arguments) {
        int digits = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        Dataset images = DataSources.open(arguments[0]).train().load(digits);
        try (Workers workers = new Workers(threads)) {
            print(
                    "%d digits, %d threads, %s, Java %s%n",
                    digits, threads, Kernels.best().description(), Runtime.version());
            run(images, workers);
        }
        Runtime runtime = Runtime.getRuntime();
        print("heap in use at the end: %d MiB%n", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static void run(Dataset images, Workers workers) {
        FeaturePipeline pipeline = time("preprocessing", () -> DigitFeatures.fit(images, 0.1, 0.2, workers));
        ImageFeatures samples = new ImageFeatures(images, pipeline);
        time("features of all images, first", () -> read(samples, workers));
        time("features of all images, warm", () -> read(samples, workers));
        Directions directions = time("principal directions", () -> Directions.principal(samples, DIRECTIONS, workers));
        WorkingSet set = time("working set", () -> WorkingSet.of(samples, directions, SampleStorage.SINGLE, workers));
        Targets targets = DigitFeatures.targets(images);
        for (double radius : RADII) {
            solves(
                    new NuclearNormProgram(samples, targets, new MultinomialLogistic(), new NuclearNormBall(radius)),
                    set,
                    workers);
        }
    }

    private static void solves(NuclearNormProgram program, WorkingSet set, Workers workers) {
        double radius = program.ball().radius();
        WorkingSetSolver solver = set.solver(Solvers.byName(Solvers.AUTO, set.storage(), 1), program);
        for (double gap : GAPS) {
            long start = System.nanoTime();
            Solution solution =
                    solver.solve(program, Start.zero(program), StoppingRule.gap(gap), ProgressListener.NONE, workers);
            double seconds = seconds(start);
            print(
                    "%-32s%8.2f s  %5d steps  %6.1f ms/step  %s%n",
                    String.format(Locale.ROOT, "solve R = %.0f to gap %.0e", radius, gap),
                    seconds,
                    solution.iterations(),
                    1e3 * seconds / solution.iterations(),
                    solution.status());
            if (gap == GAPS[1]) {
                projection(program, solution, set, workers);
                certificate(program, solution, workers);
            }
        }
    }

    private static void projection(NuclearNormProgram program, Solution solution, WorkingSet set, Workers workers) {
        double[] outside = set.directions().coordinates(solution.point(), workers);
        for (int i = 0; i < outside.length; i++) {
            outside[i] *= 1.5;
        }
        int features = set.directions().count();
        NuclearNormBall ball = program.ball();
        time("  100 projections, working set", () -> {
            double sum = 0;
            for (int i = 0; i < 100; i++) {
                sum += ball.project(outside, features, workers).nuclearNorm();
            }
            return sum;
        });
    }

    private static void certificate(NuclearNormProgram program, Solution solution, Workers workers) {
        FactoredPoint point =
                FactoredPoint.of(solution.point(), program.samples().features(), program.ball(), workers);
        Certificate certificate =
                time("  certify", () -> FrankWolfeCertifier.certify(program, point, Scope.GIVEN_FEATURES, "", workers));
        print(
                "  certified relative gap %.3e, objective %.6g, rank %d%n",
                certificate.relativeGap(), certificate.objective(), point.rank());
    }

    private static Double read(SampleMatrices samples, Workers workers) {
        return workers.sumOverChunks(samples.blocks(), 1, (from, to) -> {
            SampleMatrices.Reader reader = samples.newReader();
            double sum = 0;
            for (int block = from; block < to; block++) {
                sum += reader.read(block)[0];
            }
            return new double[] {sum};
        })[0];
    }

    private static <T> T time(String name, Supplier<T> part) {
        long start = System.nanoTime();
        T result = part.get();
        print("%-32s%8.2f s%n", name, seconds(start));
        return result;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
