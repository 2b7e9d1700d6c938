package org.convolex.bench.exact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.convolex.bench.CommandInput;
import org.convolex.bench.CommandOutput;
import org.convolex.bench.PartedReport;
import org.convolex.bench.PyTorch;
import org.convolex.linalg.Workers;
import org.convolex.model.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convolex reproduce exact}: networks trained by exact convex programs, against descent on the same networks. */
@Command(
        name = "exact",
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        description = "Exact convex programs of networks with one convolutional layer, against descent and"
                + " back-propagation on the same networks.")
public final class ExactCommand implements Callable<Integer> {
    private static final List<String> PARTS = List.of("instances", "training", "bias", "export");
    private static final int RESTARTS = 40;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "MNIST's folder, for the training on 3 against 8 (default: left out)")
    private @Nullable String data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "for exact.md and its pictures (default: ${DEFAULT-VALUE})")
    private String out = "exact";

    @Option(
            names = "--part",
            paramLabel = "PART",
            split = ",",
            description = "some of instances, training, bias, export (default: all)")
    private List<String> parts = PARTS;

    @Option(names = "--quick", description = "fewer draws, images and runs")
    private boolean quick;

    @Option(names = "--draws", paramLabel = "N", description = "of each small instance (default: 5; quick: 1)")
    private int draws;

    @Option(names = "--images", paramLabel = "N", description = "to train on (default: 500; quick: 200)")
    private int images;

    @Option(
            names = "--patch",
            paramLabel = "P",
            split = ",",
            defaultValue = "3,2",
            description = "sides of patches to train with (default: ${DEFAULT-VALUE})")
    private List<Integer> patches = List.of();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "the most of back-propagation (default: 2000; quick: 100)")
    private int epochs;

    @Option(
            names = "--beta",
            paramLabel = "B",
            description = "weight decay of the trainings (default: one for each data)")
    private double beta = Double.NaN;

    @Option(names = "--max-seconds", paramLabel = "S", description = "of each exact training (default: 300; quick: 60)")
    private double maxSeconds;

    @Option(names = "--seed", paramLabel = "N", description = "of all random draws (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
    private int threads = 2;

    @Override
    public Integer call() {
        CommandInput.requireThreads(threads);
        CommandInput.require(draws >= 0, "--draws: expected an integer of at least 1, got " + draws);
        CommandInput.require(images >= 0, "--images: expected an integer of at least 1, got " + images);
        CommandInput.require(epochs >= 0, "--epochs: expected an integer of at least 1, got " + epochs);
        CommandInput.require(Double.isNaN(beta) || beta > 0, "--beta: expected a number above 0, got " + beta);
        CommandInput.require(maxSeconds >= 0, "--max-seconds: expected a number above 0, got " + maxSeconds);
        for (int patch : patches) {
            CommandInput.require(
                    patch >= 1 && patch <= TrainingTask.SMALLEST_SIDE,
                    "--patch: expected integers in 1.." + TrainingTask.SMALLEST_SIDE + ", the side of the digits, got "
                            + patch);
        }
        CommandInput.requireSomeOf("--part", PARTS, parts);
        Path folder = CommandInput.folder(out);
        PartedReport report = new PartedReport(spec, PARTS, folder);
        try (Workers workers = new Workers(threads)) {
            report.run(parts, part -> run(part, folder, workers));
        }
        return 0;
    }

    private String run(String part, Path folder, Workers workers) {
        return switch (part) {
            case "instances" -> instances(folder, workers);
            case "training" -> training(folder, workers);
            case "bias" -> bias(folder, workers);
            default -> export(folder, workers);
        };
    }

    private String instances(Path folder, Workers workers) {
        InstancesPart part = new InstancesPart(or(draws, 5, 1), RESTARTS, seed);
        List<InstanceRun> runs = part.run(Instance.all(), CommandOutput::log, workers);
        CommandOutput.write(folder.resolve("instances.csv"), InstanceReport.csv(runs));
        WholeFile.replace(folder.resolve("instances.png"), InstanceReport.png(runs));
        return InstanceReport.markdown(runs);
    }

    private String training(Path folder, Workers workers) {
        int count = or(images, 500, 200);
        List<TrainingTask> tasks = new ArrayList<>();
        for (int patch : patches) {
            if (data != null) {
                tasks.add(TrainingTask.twoDigits(data, patch, count, beta));
            }
            tasks.add(TrainingTask.digits(patch, count, beta));
        }
        if (!PyTorch.available()) {
            CommandOutput.log("PyTorch for this platform is not on the class path: no back-propagation");
        }
        TrainingPart part = new TrainingPart(quick ? 1 : 5, or(epochs, 2000, 100), exactSeconds(), seed);
        List<TrainingRun> runs = new ArrayList<>();
        for (TrainingTask task : tasks) {
            runs.add(part.run(task, CommandOutput::log, workers));
            CommandOutput.write(folder.resolve("training.csv"), TrainingReport.csv(runs));
            WholeFile.replace(folder.resolve("training.png"), TrainingReport.png(runs));
        }
        return TrainingReport.markdown(runs);
    }

    private String bias(Path folder, Workers workers) {
        List<Preference> preferences =
                new BiasPart(quick ? 50 : 100, exactSeconds(), seed).run(CommandOutput::log, workers);
        WholeFile.replace(folder.resolve("bias.png"), BiasReport.png(preferences));
        return BiasReport.markdown(preferences);
    }

    private String export(Path folder, Workers workers) {
        List<ConePrograms.Solved> solved = ConePrograms.solve(seed, workers);
        for (ConePrograms.Solved program : solved) {
            CommandOutput.write(folder.resolve(program.name() + ".csv"), program.csv());
        }
        return ConePrograms.markdown(solved);
    }

    private int or(int given, int usual, int small) {
        return given > 0 ? given : quick ? small : usual;
    }

    private double exactSeconds() {
        return maxSeconds > 0 ? maxSeconds : quick ? 60 : 300;
    }
}
