package org.convolex.cli;

import java.util.concurrent.Callable;
import org.convolex.Model;
import org.convolex.data.DataSource;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.exact.ExactNetwork;
import org.convolex.exact.GatedDecomposition;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convolex decompose}. */
@Command(
        name = "decompose",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Make a network with rectifiers of a gated one, with the same scores on its training images.",
            "Its weight decay is larger, which its certificate says."
        })
final class DecomposeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Parameters(index = "1", paramLabel = "DATA", description = "the data it was trained on")
    private String data = "";

    @Mixin
    private TableOptions table = new TableOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--out", paramLabel = "F.cvx", description = "where the model goes (default: ${DEFAULT-VALUE})")
    private String out = "decomposed.cvx";

    DecomposeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFile file = OutputFile.checked("--out", out);
        Model read = model.read();
        if (!(read instanceof ExactNetwork gated)) {
            throw new InvalidInputException(
                    model.file() + ": only gated networks of method exact have a decomposition, this is a model of "
                            + read.method());
        }
        DataSource source = table.openFor(gated, data).train();
        ModelInput.requireShape(gated, model.file(), source);
        Dataset images = source.load(gated.provenance().samples());
        ExactNetwork rectified;
        try (Workers workers = threads.workers()) {
            rectified = Named.input(source.name(), () -> GatedDecomposition.rectified(gated, images, workers));
        }
        ModelFile.write(rectified, file.path());
        new Fields()
                .add("gated", ExactReport.network(gated))
                .add("objective", Texts.number(gated.certificate().objective()))
                .add("rectified", ExactReport.network(rectified))
                .add("neurons", Integer.toString(rectified.neurons().size()))
                .add("objective", Texts.number(rectified.certificate().objective()))
                .add("certificate", rectified.certificate().words())
                .add("model", file.describe())
                .print(console.out());
        return ExitCode.DONE;
    }
}
