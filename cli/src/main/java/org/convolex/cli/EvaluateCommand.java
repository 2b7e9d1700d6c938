package org.convolex.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.convolex.Evaluation;
import org.convolex.Model;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convolex evaluate}. */
@Command(
        name = "evaluate",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Count a model's mistakes on labelled images.")
final class EvaluateCommand implements Callable<Integer> {
    /** A wider confusion matrix is no picture any more. */
    private static final int WIDEST_MATRIX = 20;

    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Parameters(index = "1", paramLabel = "DATA", description = "labelled images: " + TableOptions.DATA)
    private String data = "";

    @Mixin
    private SplitOption split = new SplitOption();

    @Mixin
    private TableOptions table = new TableOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Model trained = model.read();
        SplitOption.Part part = split.of(data, table.open(data));
        if (!part.source().labelled()) {
            throw new InvalidInputException(
                    part.source().name() + ": the images have no labels to compare with; use predict");
        }
        ModelInput.requireShape(trained, model.file(), part.source());
        Dataset images = part.source().load();
        Evaluation evaluation;
        try (Workers workers = threads.workers()) {
            evaluation = Named.input(part.source().name(), () -> Evaluation.of(trained, images, workers));
        }
        if (json) {
            console.out().print(Json.text(content(part, evaluation)));
        } else {
            print(part, evaluation);
        }
        return ExitCode.DONE;
    }

    private void print(SplitOption.Part part, Evaluation evaluation) {
        new Fields()
                .add("model", model.file())
                .add("data", data + ", " + part.words())
                .add("images", Integer.toString(evaluation.images()))
                .add(
                        "error",
                        Texts.percent(evaluation.error()) + " (" + evaluation.mistakes() + " of " + evaluation.images()
                                + ")")
                .print(console.out());
        console.out().println();
        TextTable classes = new TextTable().row("class", "images", "recall", "precision");
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            classes.row(
                    evaluation.classNames().get(k),
                    Integer.toString(evaluation.actual(k)),
                    Texts.percent(evaluation.recall(k)),
                    Texts.percent(evaluation.precision(k)));
        }
        classes.print(console.out());
        console.out().println();
        if (evaluation.classNames().size() <= WIDEST_MATRIX) {
            confusion(evaluation).print(console.out());
        } else {
            console.out()
                    .println("The confusion matrix has "
                            + evaluation.classNames().size() + " columns: --json prints it.");
        }
    }

    private static TextTable confusion(Evaluation evaluation) {
        List<String> header = new ArrayList<>(List.of("actual \\ predicted"));
        header.addAll(evaluation.classNames());
        TextTable table = new TextTable().row(header);
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            List<String> row = new ArrayList<>(List.of(evaluation.classNames().get(k)));
            for (int count : evaluation.confusion()[k]) {
                row.add(count == 0 ? "." : Integer.toString(count));
            }
            table.row(row);
        }
        return table;
    }

    private Map<String, Object> content(SplitOption.Part part, Evaluation evaluation) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("model", model.file());
        content.put("data", data);
        content.put("part", part.words());
        content.put("images", evaluation.images());
        content.put("mistakes", evaluation.mistakes());
        content.put("error", evaluation.error());
        content.put("classNames", evaluation.classNames());
        content.put("confusion", evaluation.confusion());
        List<Double> recall = new ArrayList<>();
        List<Double> precision = new ArrayList<>();
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            recall.add(Json.orNull(evaluation.recall(k)));
            precision.add(Json.orNull(evaluation.precision(k)));
        }
        content.put("recall", recall);
        content.put("precision", precision);
        return content;
    }
}
