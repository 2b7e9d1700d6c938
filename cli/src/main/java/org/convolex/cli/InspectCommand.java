package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.convolex.CertifiedModel;
import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.certify.Certificate;
import org.convolex.data.DataSource;
import org.convolex.linalg.Workers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code convolex inspect}. */
@Command(
        name = "inspect",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Show what is in a model: shapes, settings, certificate, where it comes from.")
final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Option(names = "--json", description = "print JSON, with the same names as train --metrics where both have them")
    private boolean json;

    @Option(
            names = "--theory",
            paramLabel = "DATA",
            description =
                    "estimate on these images what sharing the filters between patches buys, by the paper's bounds")
    private @Nullable String theory;

    @Mixin
    private TableOptions table = new TableOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Model read = model.read();
        TheoryReport report = theory == null ? null : theoryOn(read, theory);
        if (json) {
            Map<String, Object> content = content(read);
            if (report != null) {
                content.put("theory", report.content());
            }
            console.out().print(Json.text(content));
        } else {
            print(read);
            if (report != null) {
                console.out().println();
                report.fields().print(console.out());
            }
        }
        return ExitCode.DONE;
    }

    private TheoryReport theoryOn(Model read, String data) {
        DataSource source = table.openFor(read, data).train();
        try (Workers workers = threads.workers()) {
            return TheoryReport.of(read, model.file(), source, workers);
        }
    }

    private void print(Model read) {
        Provenance provenance = read.provenance();
        Fields fields = new Fields()
                .add("model", model.file() + ", method " + read.method())
                .add("images", read.imageShape().toString())
                .add(
                        read.outputs() instanceof RealOutputs ? "targets" : "classes",
                        read.outputs().count() + ": " + outputs(read.outputs()))
                .add("loss", read.loss());
        ModelDescription.of(read).addTo(fields);
        if (read instanceof CertifiedModel certified) {
            Certificate certificate = certified.certificate();
            RegularizationReport.figures(certificate.regularization())
                    .forEach((name, value) -> fields.add(name, Texts.number(value)));
            CertificateReport.addTo(fields, certificate, "");
        }
        fields.add("status", provenance.status());
        ProvenanceReport.addTo(fields, provenance);
        fields.print(console.out());
    }

    private static String outputs(Outputs outputs) {
        if (!(outputs instanceof RealOutputs real)) {
            return String.join(", ", outputs.names());
        }
        return IntStream.range(0, real.count())
                .mapToObj(k -> real.means()[k] == 0 && real.scales()[k] == 1
                        ? real.names().get(k) + " (as it is)"
                        : real.names().get(k) + " (mean " + Texts.number(real.means()[k]) + ", standard deviation "
                                + Texts.number(real.scales()[k]) + ")")
                .collect(Collectors.joining(", "));
    }

    /** What {@code --json} prints. */
    static Map<String, Object> content(Model read) {
        Provenance provenance = read.provenance();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("method", read.method());
        content.put("imageShape", new int[] {
            read.imageShape().channels(),
            read.imageShape().height(),
            read.imageShape().width()
        });
        if (read.outputs() instanceof RealOutputs real) {
            content.put("targetNames", real.names());
            content.put("targetMeans", real.means());
            content.put("targetScales", real.scales());
        } else {
            content.put("classNames", read.outputs().names());
        }
        content.put("status", provenance.status());
        if (read instanceof CertifiedModel certified) {
            Certificate certificate = certified.certificate();
            content.putAll(CertificateReport.metrics(certificate));
            content.put("certified", certificate.words());
            content.put("problemHash", certificate.problemHash());
            content.put("pointHash", certificate.pointHash());
        }
        content.put("loss", read.loss());
        content.putAll(ModelDescription.of(read).content());
        content.put("data", provenance.data());
        content.put("dataHash", provenance.dataHash());
        content.put("n", provenance.samples());
        content.put("seed", provenance.seed());
        content.put("settings", provenance.settings());
        content.put("version", provenance.version());
        content.put("platform", provenance.platform());
        return content;
    }
}
