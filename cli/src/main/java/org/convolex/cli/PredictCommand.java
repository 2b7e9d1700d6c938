package org.convolex.cli;

import java.util.concurrent.Callable;
import org.convolex.Model;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convolex predict}. */
@Command(
        name = "predict",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Predict the classes of images, labelled or not, as CSV: image number from 0, class, scores.",
            "For a model of real targets: image number, predicted targets in their own units."
        })
final class PredictCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Parameters(index = "1", paramLabel = "DATA", description = "images: " + TableOptions.DATA)
    private String data = "";

    @Option(names = "--out", paramLabel = "F.csv", description = "where the predictions go (default: standard output)")
    private @Nullable String out;

    @Mixin
    private SplitOption split = new SplitOption();

    @Mixin
    private TableOptions table = new TableOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFile file = out == null ? null : OutputFile.checked("--out", out);
        Model trained = model.read();
        SplitOption.Part part = split.of(data, table.openFor(trained, data));
        ModelInput.requireShape(trained, model.file(), part.source());
        Dataset images = part.source().load();
        float[] scores;
        try (Workers workers = threads.workers()) {
            scores = trained.scores(images, workers);
        }
        String csv = Predictions.csv(trained.outputs(), scores);
        if (file == null) {
            console.out().print(csv);
        } else {
            file.write(csv);
            console.out()
                    .println("Predictions for " + images.size() + " images (" + data + ", " + part.words() + ") are in "
                            + file.describe() + ".");
        }
        return ExitCode.DONE;
    }
}
