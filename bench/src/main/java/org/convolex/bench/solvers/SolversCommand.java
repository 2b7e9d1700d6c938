package org.convolex.bench.solvers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
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
            description = "for solvers.md and solvers.png (default: ${DEFAULT-VALUE})")
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
        require(threads >= 1 && threads <= 1024, "--threads: expected an integer in 1..1024, got " + threads);
        require(trainLimit >= 1, "--train-limit: expected an integer of at least 1, got " + trainLimit);
        require(
                seconds > 0 && seconds < Double.POSITIVE_INFINITY,
                "--seconds: expected a number above 0, got " + seconds);
        require(gamma > 0 && gamma < Double.POSITIVE_INFINITY, "--gamma: expected a number above 0, got " + gamma);
        for (double radius : radii) {
            require(
                    radius > 0 && radius < Double.POSITIVE_INFINITY,
                    "--radius: expected numbers above 0, got " + radius);
        }
        for (String name : solvers) {
            require(
                    Solvers.names().contains(name),
                    "--solvers: expected some of " + String.join(", ", Solvers.names()) + ", got '" + name + "'");
        }
        Path folder = folder();
        Dataset images = DataSources.open(data).train().load(trainLimit);
        try (Workers workers = new Workers(threads)) {
            List<SolverRun> runs = new SolverComparison(images, gamma, solvers, radii, GAP, seconds)
                    .run(line -> System.err.println("convolex: " + line), workers);
            String table = SolverTable.markdown(runs);
            WholeFile.replace(folder.resolve("solvers.md"), table.getBytes(StandardCharsets.UTF_8));
            WholeFile.replace(folder.resolve("solvers.png"), SolverPicture.png(runs, seconds));
            System.out.print(table);
        }
        return 0;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new InvalidInputException(message);
        }
    }

    private Path folder() {
        try {
            return Files.createDirectories(Path.of(out));
        } catch (InvalidPathException e) {
            throw new InvalidInputException("--out " + out + ": not a file name", e);
        } catch (IOException e) {
            throw WholeFile.failure(Path.of(out), "cannot be made", e);
        }
    }
}
