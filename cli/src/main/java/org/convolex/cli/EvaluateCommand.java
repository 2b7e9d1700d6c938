package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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
        description = "Count a model's mistakes on labelled images, or measure its errors on images with real targets.")
final class EvaluateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Parameters(index = "1", paramLabel = "DATA", description = "images with labels or targets: " + TableOptions.DATA)
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
        SplitOption.Part part = split.of(data, table.openFor(trained, data));
        if (part.source().task().isEmpty()) {
            throw new InvalidInputException(
                    part.source().name() + ": the images have no labels to compare with; use predict");
        }
        ModelInput.requireShape(trained, model.file(), part.source());
        Dataset images = part.source().load();
        try (Workers workers = threads.workers()) {
            EvaluationReport report =
                    Named.input(part.source().name(), () -> EvaluationReport.of(trained, images, workers));
            if (json) {
                print(part, images, report.content());
            } else {
                report.print(head(part, images), console.out());
            }
        }
        return ExitCode.DONE;
    }

    private Fields head(SplitOption.Part part, Dataset images) {
        return new Fields()
                .add("model", model.file())
                .add("data", data + ", " + part.words())
                .add("images", Integer.toString(images.size()));
    }

    private void print(SplitOption.Part part, Dataset images, Map<String, Object> figures) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("model", model.file());
        content.put("data", data);
        content.put("part", part.words());
        content.put("images", images.size());
        content.putAll(figures);
        console.out().print(Json.text(content));
    }
}
