package org.convolex.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.convolex.CertifiedModel;
import org.convolex.Model;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.data.DataSource;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code convolex verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Compute a model's certificate once more, from the model and its training data alone.",
            "The code shares nothing with the solvers."
        },
        footer = {
            "",
            "Exit codes: 0 the certificate holds, 1 it does not, 2 bad input (DATA is not the training data, too)."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "the data it was trained on; its train split and the first images are taken as in training")
    private String data = "";

    @Mixin
    private TableOptions table = new TableOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CertifiedModel trained = certified();
        DataSource source = table.openFor(trained, data).train();
        ModelInput.requireShape(trained, model.file(), source);
        if (source.task().isEmpty()) {
            throw new InvalidInputException(source.name() + ": the images have no labels, so these are not the images"
                    + " that " + model.file() + " was trained on");
        }
        Dataset images = source.load(trained.provenance().samples());
        List<Verification> verifications;
        try (Workers workers = threads.workers()) {
            verifications = Named.input(source.name(), () -> trained.verify(images, workers));
        }
        print(trained, verifications);
        return verifications.stream().allMatch(Verification::holds) ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
    }

    private CertifiedModel certified() {
        Model read = model.read();
        if (read instanceof CertifiedModel certified) {
            return certified;
        }
        throw new InvalidInputException(model.file() + ": models of method " + read.method()
                + " carry no certificate, so there is nothing to verify; evaluate measures the error");
    }

    private void print(CertifiedModel trained, List<Verification> verifications) {
        new Fields()
                .add("model", model.file())
                .add("data", data + ": the " + trained.provenance().samples() + " images it was trained on")
                .add("SHA-256", trained.provenance().dataHash())
                .print(console.out());
        for (int number = 1; number <= verifications.size(); number++) {
            console.out().println();
            if (verifications.size() > 1) {
                console.out().println("layer " + number);
            }
            print(verifications.get(number - 1));
        }
    }

    private void print(Verification verification) {
        Certificate claimed = verification.claimed();
        Certificate found = verification.recomputed();
        TextTable table = new TextTable()
                .row("", "claimed", "recomputed")
                .row("objective", exact(claimed.objective()), exact(found.objective()))
                .row("lower bound", exact(claimed.lowerBound()), exact(found.lowerBound()))
                .row("gap", exact(claimed.gap()), exact(found.gap()))
                .row("relative gap", exact(claimed.relativeGap()), exact(found.relativeGap()))
                .row("zero model", exact(claimed.zeroObjective()), exact(found.zeroObjective()));
        Map<String, Double> claimedFigures = RegularizationReport.figures(claimed.regularization());
        RegularizationReport.figures(found.regularization())
                .forEach((name, value) ->
                        table.row(name, exact(claimedFigures.getOrDefault(name, Double.NaN)), exact(value)));
        table.print(console.out());
        console.out().println();
        if (verification.holds()) {
            new Fields().add("The certificate holds.", found.words()).print(console.out());
        } else {
            console.out().println("The certificate DOES NOT HOLD:");
            verification.failures().forEach(failure -> console.out().println("  " + failure));
        }
    }

    private static String exact(double value) {
        return String.format(Locale.ROOT, "%.9g", value);
    }
}
