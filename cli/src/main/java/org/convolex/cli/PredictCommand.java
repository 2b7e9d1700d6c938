package org.convolex.cli;

import java.util.concurrent.Callable;
import org.convolex.Model;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.relaxation.SharedFilterNetwork;
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

    @Option(
            names = "--responses",
            paramLabel = "F.csv",
            description =
                    "of models of method relaxation: write the filter's responses to each block, too, and the label or"
                            + " target where there is one: a table to train on")
    private @Nullable String responses;

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
        OutputFile responseFile = responses == null ? null : OutputFile.checked("--responses", responses);
        if (responseFile != null && file != null && responseFile.sameAs(file)) {
            throw new InvalidInputException("--responses " + responses + ": is the file that --out names");
        }
        Model trained = model.read();
        if (responseFile != null && !(trained instanceof SharedFilterNetwork)) {
            throw new InvalidInputException("--responses: " + model.file() + " is of method " + trained.method()
                    + ", only models of method relaxation have responses of blocks");
        }
        SplitOption.Part part = split.of(data, table.openFor(trained, data));
        ModelInput.requireShape(trained, model.file(), part.source());
        Dataset images = part.source().load();
        float[] scores;
        String responseTable = "";
        try (Workers workers = threads.workers()) {
            scores = trained.scores(images, workers);
            if (responseFile != null && trained instanceof SharedFilterNetwork network) {
                responseTable = Predictions.table(network.responses(images, workers));
            }
        }
        if (responseFile != null) {
            responseFile.write(responseTable);
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
