package org.convolex.bench.solvers;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.convolex.bench.CommandInput;
import org.convolex.bench.CommandOutput;
import org.convolex.bench.ExperimentReport;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.model.WholeFile;
import org.convolex.optim.Solvers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code convolex reproduce solvers}: relative gap against time. */
@Command(
        name = "solvers",
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        description =
                "Every solver on one program, from zero to one relative gap: a table, and a picture of gap against time.")
public final class SolversCommand implements Callable<Integer> {
    private static final double GAP = 1e-3;

    @Option(names = "--data", paramLabel = "DATA", required = true, description = "any that train takes")
    private String data = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "for solvers.md, solvers.html and solvers.png (default: ${DEFAULT-VALUE})")
    private String out = "solvers";

    @Option(
            names = "--train-limit",
            paramLabel = "N",
            description = "only the first N training images (default: ${DEFAULT-VALUE})")
    private int trainLimit = 10_000;

    @Option(names = "--seconds", paramLabel = "S", description = "the most for each run (default: ${DEFAULT-VALUE})")
    private double seconds = 120;

    @Option(
            names = "--radius",
            paramLabel = "R",
            split = ",",
            defaultValue = "20,80",
            description = "one chart each (default: ${DEFAULT-VALUE})")
    private List<Double> radii = List.of();

    @Option(names = "--gamma", paramLabel = "X", description = "of the Gaussian kernel (default: ${DEFAULT-VALUE})")
    private double gamma = 0.336;

    @Option(names = "--solvers", paramLabel = "NAME", split = ",", description = "only these (default: all)")
    private List<String> solvers = Solvers.names();

    @Option(names = "--threads", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
    private int threads = 2;

    @Override
    public Integer call() {
        CommandInput.requireThreads(threads);
        CommandInput.require(trainLimit >= 1, "--train-limit: expected an integer of at least 1, got " + trainLimit);
        CommandInput.require(
                seconds > 0 && seconds < Double.POSITIVE_INFINITY,
                "--seconds: expected a number above 0, got " + seconds);
        CommandInput.require(
                gamma > 0 && gamma < Double.POSITIVE_INFINITY, "--gamma: expected a number above 0, got " + gamma);
        for (double radius : radii) {
            CommandInput.require(
                    radius > 0 && radius < Double.POSITIVE_INFINITY,
                    "--radius: expected numbers above 0, got " + radius);
        }
        CommandInput.requireSomeOf("--solvers", Solvers.names(), solvers);
        Path folder = CommandInput.folder(out);
        Dataset images = DataSources.open(data).train().load(trainLimit);
        try (Workers workers = new Workers(threads)) {
            List<SolverRun> runs =
                    new SolverComparison(images, gamma, solvers, radii, GAP, seconds).run(CommandOutput::log, workers);
            String table = SolverTable.markdown(runs);
            WholeFile.replace(folder.resolve("solvers.png"), SolverPicture.png(runs, seconds));
            new ExperimentReport(folder, "solvers").write(table + "\n![Gap against time](solvers.png)\n");
            System.out.print(table);
        }
        return 0;
    }
}
