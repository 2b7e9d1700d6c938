package org.convolex.bench.relaxation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.convolex.bench.CommandInput;
import org.convolex.bench.CommandOutput;
import org.convolex.bench.PartedReport;
import org.convolex.linalg.Workers;
import org.convolex.model.WholeFile;
import org.convolex.relaxation.Direction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convolex reproduce phase-transition}: when the planted filter is found. */
@Command(
        name = "phase-transition",
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        description =
                "From how many samples on the relaxation with a direction finds a planted filter, beside gradient descent.")
public final class PhaseTransitionCommand implements Callable<Integer> {
    private static final List<String> PARTS = List.of("figure", "rates", "reference", "million");
    private static final int LARGEST_DIMENSION = 100;
    private static final int MOST_TRIALS = 1_000_000;
    private static final int BLOCKS = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--part",
            paramLabel = "PART",
            split = ",",
            description = "some of figure, rates, reference, million (default: all)")
    private List<String> parts = PARTS;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "for tables, CSV files and pictures (default: ${DEFAULT-VALUE})")
    private String out = "phase-transition";

    @Option(names = "--quick", description = "a smaller grid, fewer trials and samples")
    private boolean quick;

    @Option(
            names = "--neurons",
            paramLabel = "K",
            split = ",",
            defaultValue = "1,2,5",
            description = "blocks of a sample in the figure (default: ${DEFAULT-VALUE})")
    private List<Integer> neurons = List.of();

    @Option(
            names = "--grid",
            paramLabel = "N",
            description = "sizes along each axis of the figure (default: 20; quick: 8)")
    private int grid = -1;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "of each cell (default: 100, of rates 2000; quick: 10 and 200)")
    private int trials = -1;

    @Option(names = "--seed", paramLabel = "N", description = "of all random draws (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
    private int threads = 2;

    @Override
    public Integer call() {
        CommandInput.requireThreads(threads);
        CommandInput.require(
                trials == -1 || trials >= 1 && trials <= MOST_TRIALS,
                "--trials: expected an integer in 1.." + MOST_TRIALS + ", got " + trials);
        CommandInput.require(
                grid == -1 || grid >= 2 && grid <= LARGEST_DIMENSION,
                "--grid: expected an integer in 2.." + LARGEST_DIMENSION + ", got " + grid);
        for (int neuron : neurons) {
            CommandInput.require(
                    neuron >= 1 && neuron <= LARGEST_DIMENSION,
                    "--neurons: expected integers in 1.." + LARGEST_DIMENSION + ", got " + neuron);
        }
        CommandInput.requireSomeOf("--part", PARTS, parts);
        Path folder = CommandInput.folder(out);
        try (Workers workers = new Workers(threads)) {
            new PartedReport(spec, PARTS, folder).run(parts, part -> run(part, folder, workers));
        }
        return 0;
    }

    private String run(String part, Path folder, Workers workers) {
        return switch (part) {
            case "figure" -> figure(folder, workers);
            case "rates" -> rates(folder, workers);
            case "reference" -> reference(workers);
            default -> MillionSamples.markdown(quick ? 20_000 : 1_000_000, seed, workers);
        };
    }

    private String figure(Path folder, Workers workers) {
        List<Integer> distinct = neurons.stream().distinct().toList();
        PhaseTransitions transitions = new PhaseTransitions(distinct, or(grid, 20, 8), or(trials, 100, 10), seed);
        PhaseTransitions.Figure figure = transitions.run(CommandOutput::log, workers);
        CommandOutput.write(folder.resolve("figure.csv"), PhaseTransitions.csv(figure.cells()));
        WholeFile.replace(folder.resolve("minimum-error.png"), HeatMaps.errors(transitions, figure.cells()));
        WholeFile.replace(folder.resolve("success-rate.png"), HeatMaps.rates(transitions, figure.cells()));
        return transitions.markdown(figure)
                + "\n![Minimum error found](minimum-error.png)\n\n![Share of trials that recover](success-rate.png)\n";
    }

    private String rates(Path folder, Workers workers) {
        List<RecoveryCell> cells = SuccessRates.run(or(trials, 2000, 200), seed, workers);
        CommandOutput.write(folder.resolve("rates.csv"), PhaseTransitions.csv(cells));
        return SuccessRates.markdown(cells);
    }

    private String reference(Workers workers) {
        List<LibraryProgram.Comparison> comparisons = new ArrayList<>();
        for (int dimension : quick ? new int[] {5} : new int[] {5, 10, 20}) {
            int samples = 25 * dimension;
            for (Direction direction : List.of(Direction.RANDOM, Direction.DATA)) {
                comparisons.add(LibraryProgram.compare(direction, samples, BLOCKS, dimension, 20, seed, workers));
                CommandOutput.log("n = " + samples + ", " + direction.label() + " direction: compared");
            }
        }
        return LibraryProgram.markdown(comparisons);
    }

    private int or(int given, int usual, int small) {
        return given > 0 ? given : quick ? small : usual;
    }
}
