package org.convolex.cli;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.convolex.CertifiedModel;
import org.convolex.Trained;
import org.convolex.TrainingListener;
import org.convolex.data.DataSplit;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import org.convolex.optim.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convolex train}. */
@Command(
        name = "train",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Train a network, certify it where its method has a certificate, and write it to a file.",
        footer = {
            "",
            "Ctrl-C ends the training early: the best model so far is certified, if it can be, and written; a second one drops it.",
            "Exit codes: 0 done and certified to the asked gap, 2 bad input, 3 stopped before (the model is written)."
        })
final class TrainCommand implements Callable<Integer> {
    /** The methods that may be asked for. Another one is added here, as a mixin of its name, and in {@link #asked}. */
    private enum Method {
        ccnn,
        exact,
        relaxation,
        convotron
    }

    private static final MethodOptions METHODS =
            new MethodOptions(Arrays.stream(Method.values()).map(Method::name).toList());

    /** Before loading nothing is known about classes or targets; more of them need more memory. */
    private static final int FEWEST_OUTPUTS = 1;

    private final Console console;
    private final long start = System.nanoTime();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DATA", description = "images with labels or targets: " + TableOptions.DATA)
    private String data = "";

    @Option(
            names = "--valid",
            paramLabel = "DATA",
            description = "images to choose settings on; its validation split where it has one (default: DATA's"
                    + " validation split, else a fifth of the training images, held out)")
    private @Nullable String valid;

    @Option(
            names = "--test",
            paramLabel = "DATA",
            description = "images to test on; its test split where it has one (default: DATA's test split)")
    private @Nullable String test;

    @Option(
            names = "--train-limit",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description = "train on the first N images (default: all)")
    private int trainLimit = Integer.MAX_VALUE;

    @Option(
            names = "--method",
            paramLabel = "ccnn|exact|relaxation|convotron",
            description =
                    "ccnn: convexified convolutional network (default); exact: one convolutional layer and weight decay,"
                            + " by an exact convex program; relaxation: one filter that all blocks share, by linear and quadratic"
                            + " programs, for one real target; convotron: one filter on overlapping patches, from samples one"
                            + " after another, for one real target or two classes, without a certificate")
    private Method method = Method.ccnn;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin(name = "ccnn")
    private CcnnOptions ccnn = new CcnnOptions();

    @Mixin(name = "exact")
    private ExactOptions exact = new ExactOptions();

    @Mixin(name = "relaxation")
    private RelaxationOptions relaxation = new RelaxationOptions();

    @Mixin(name = "convotron")
    private ConvotronOptions convotron = new ConvotronOptions();

    @Option(
            names = "--gap",
            paramLabel = "G",
            converter = OptionValues.Share.class,
            description =
                    "relative gap to certify: 1e-3 is 99.9 %% of the attainable decrease (default: 1e-3; of ccnn's several layers"
                            + " 1e-2); hidden layers are solved to 2e-2 at the tightest")
    private @Nullable Double gap;

    @Option(
            names = "--max-seconds",
            paramLabel = "S",
            converter = OptionValues.Seconds.class,
            description = "stop after so many seconds of training (default: no limit)")
    private double maxSeconds = Double.POSITIVE_INFINITY;

    @Mixin
    private MemoryBudget memory = new MemoryBudget();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = OptionValues.Seed.class,
            description = "of all random draws (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Mixin
    private TableOptions table = new TableOptions();

    @Option(names = "--out", paramLabel = "F.cvx", description = "where the model goes (default: ${DEFAULT-VALUE})")
    private String out = "model.cvx";

    @Option(names = "--metrics", paramLabel = "F.json", description = "write what was measured as JSON")
    private @Nullable String metrics;

    @Option(
            names = "--report",
            paramLabel = "F.html",
            description = "write a page of what was learned, how it does and what is guaranteed")
    private @Nullable String report;

    @Option(
            names = "--estimate-only",
            description = "say how much memory and, of ccnn, about how much time it would take, and stop")
    private boolean estimateOnly;

    @Option(names = "--quiet", description = "no progress and no notes on standard error")
    private boolean quiet;

    private TrainCommand(Console console) {
        this.console = console;
    }

    /** The command, with its options in sections. */
    static CommandLine on(Console console) {
        CommandLine line = new CommandLine(new TrainCommand(console));
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, METHODS);
        return line;
    }

    @Override
    public Integer call() {
        TrainingMethod asked = asked();
        Outputs outputs = estimateOnly ? null : outputs();
        TrainingImages.Sources sources = sources();
        Named.check(data, () -> asked.check(sources.training().shape(), sources.size(), FEWEST_OUTPUTS));
        advise();

        long loadStart = System.nanoTime();
        TrainingImages images = sources.load();
        double loadSeconds = secondsSince(loadStart);
        Dataset training = images.training();
        Named.check(data, () -> asked.check(training.shape(), training.size(), training.outputs()));
        try (Workers workers = threads.workers()) {
            if (outputs == null) {
                asked.estimate(images, workers).print(console.out());
                return ExitCode.DONE;
            }
            TrainingHistory history = new TrainingHistory();
            MethodSummary summary = train(asked, images, history, workers);
            Trained trained = summary.trained();
            ModelFile.write(trained.model(), outputs.model().path()); // first of all: nothing may lose it now
            Scores scores = new Scores(trained.model(), workers);
            TrainingErrors errors = console.stop().requested()
                    ? TrainingErrors.unknown(trained)
                    : TrainingErrors.of(trained, images, scores);
            return finish(
                    new TrainingRun(
                            summary,
                            asked.askedGap(),
                            images,
                            scores,
                            errors,
                            threads.count(),
                            loadSeconds,
                            secondsSince(start)),
                    outputs,
                    history,
                    workers);
        }
    }

    /** The chosen method with its settings. */
    private TrainingMethod asked() {
        METHODS.requireOf(method.name(), spec);
        CommonSettings common = new CommonSettings(
                gap == null ? OptionalDouble.empty() : OptionalDouble.of(gap), maxSeconds, memory.bytes(), seed);
        return switch (method) {
            case ccnn -> new CcnnMethod(ccnn.settings(network, common));
            case exact -> new ExactMethod(exact.settings(network, common), common.memoryBytes());
            case relaxation -> new RelaxationMethod(relaxation.settings(network, common), common.memoryBytes());
            case convotron -> new ConvotronMethod(convotron.settings(network, common), common.memoryBytes());
        };
    }

    /** Files to write. */
    private record Outputs(
            OutputFile model,
            @Nullable OutputFile metrics,
            @Nullable OutputFile report) {}

    private Outputs outputs() {
        OutputFile model = OutputFile.checked("--out", out);
        OutputFile json = metrics == null ? null : OutputFile.checked("--metrics", metrics);
        OutputFile page = report == null ? null : OutputFile.checked("--report", report);
        requireOther("--metrics", json, "--out", model);
        requireOther("--report", page, "--out", model);
        requireOther("--report", page, "--metrics", json);
        return new Outputs(model, json, page);
    }

    private static void requireOther(
            String option, @Nullable OutputFile file, String otherOption, @Nullable OutputFile other) {
        if (file != null && other != null && file.sameAs(other)) {
            throw new InvalidInputException(
                    option + " " + file.path() + ": is the file that " + otherOption + " names");
        }
    }

    private TrainingImages.Sources sources() {
        DataSplit split = table.open(data);
        return new TrainingImages.Sources(
                split.train(),
                trainLimit,
                valid == null ? split.validation().orElse(null) : table.openForChoosing(valid, split.train()),
                test == null ? split.test().orElse(null) : table.openForTesting(test, split.train()));
    }

    private void advise() {
        memory.warn(console);
        String advice = Kernels.best().advice();
        if (!advice.isEmpty() && !quiet) {
            console.say(advice);
        }
    }

    private MethodSummary train(TrainingMethod asked, TrainingImages images, TrainingHistory history, Workers workers) {
        try (Interrupts interrupts = new Interrupts(console);
                TrainingDisplay display = quiet ? null : TrainingDisplay.of(console, asked.askedGap())) {
            TrainingListener listener =
                    interrupts.listener(history.before(display == null ? TrainingListener.NONE : display));
            return Named.input(data, () -> asked.train(images, data, listener, workers));
        }
    }

    private int finish(TrainingRun run, Outputs outputs, TrainingHistory history, Workers workers) {
        Fields summary = TrainingSummary.of(run);
        summary.add("model", outputs.model().describe());
        OutputFile json = outputs.metrics();
        if (json != null) {
            json.write(Json.text(Metrics.of(run)));
            summary.add("metrics", json.describe());
        }
        OutputFile page = outputs.report();
        if (page != null) {
            page.write(new HtmlReport(run, history, commandLine(), verification(outputs.model()), workers).html());
            summary.add("report", page.describe());
        }
        summary.print(console.out());
        Status status = run.trained().status();
        if (status == Status.GAP_REACHED || status == Status.FINISHED) {
            return ExitCode.DONE;
        }
        console.say("stopped before " + aim(run) + " (" + reason(status) + "); the model is written");
        return ExitCode.STOPPED_EARLY;
    }

    private static String aim(TrainingRun run) {
        return run.trained().model() instanceof CertifiedModel certified
                ? "the asked relative gap of " + Texts.number(run.askedGap()) + ", at "
                        + Texts.number(certified.certificate().relativeGap())
                : "its last stage was over";
    }

    /** What was typed, with quotes where a shell needs them. */
    private String commandLine() {
        return spec.root().commandLine().getParseResult().originalArgs().stream()
                .map(Texts::shellWord)
                .collect(Collectors.joining(" ", "./convolex ", ""));
    }

    private String verification(OutputFile model) {
        return "./convolex verify " + Texts.shellWord(model.path().toString()) + " " + Texts.shellWord(data)
                + table.repeated();
    }

    private static String reason(Status status) {
        return switch (status) {
            case GAP_REACHED -> "the gap was reached";
            case FINISHED -> "all is done";
            case TIME_LIMIT -> "the time of --max-seconds was used up";
            case ITERATION_LIMIT -> "the iterations were used up";
            case STOPPED -> "it was asked to stop";
            case STALLED -> "no more progress is possible in this arithmetic";
            case NUMERICAL_TROUBLE -> "numerical trouble: the certificate makes no claim";
        };
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) * 1e-9;
    }
}
