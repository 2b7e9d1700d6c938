package org.convolex.cli;

import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.convolex.CertifiedModel;
import org.convolex.Model;
import org.convolex.Provenance;
import org.convolex.cli.report.Definitions;
import org.convolex.cli.report.Page;
import org.convolex.cli.report.Section;
import org.convolex.cli.report.Table;
import org.convolex.linalg.Workers;

/**
 * What {@code --report} writes of a training: a section after the other, those of its method among them.
 *
 * @param run that is over
 * @param history of its solves
 * @param command that was typed
 * @param verification the command that checks the certificate
 * @param workers to predict with
 */
record HtmlReport(TrainingRun run, TrainingHistory history, String command, String verification, Workers workers) {

    private static final String NO_CERTIFICATE =
            "No certificate: nothing bounds how far this network is from the best one."
                    + " What the method promises, under which assumptions, and what was measured stands with the network below.";

    String html() {
        Model model = run.trained().model();
        List<Section> sections = new ArrayList<>();
        if (model instanceof CertifiedModel certified) {
            sections.add(CertificateSection.of(certified.certificate(), run.askedGap(), verification));
            sections.add(new Section("Network", network()));
            sections.add(SolveSection.of(history, run.askedGap()));
        } else {
            sections.add(new Section("What is guaranteed", p(NO_CERTIFICATE)));
            sections.add(new Section("Network", network()));
        }
        sections.addAll(run.summary().sections(run.images().training(), workers));
        sections.addAll(ErrorSections.of(run, workers));
        sections.add(cost());
        sections.add(reproduction());
        return new Page(
                        model.provenance().data() + " by method " + model.method(),
                        run.images().training() + ", loss " + model.loss() + ", Convolex "
                                + model.provenance().version(),
                        sections)
                .html();
    }

    private DomContent network() {
        Fields fields = new Fields();
        run.summary().addTo(fields);
        run.errors().addTo(fields);
        Definitions definitions = new Definitions();
        fields.forEach(definitions::add);
        return definitions.html();
    }

    private Section cost() {
        Table table = new Table("part", "seconds", "share");
        run.seconds()
                .forEach((part, seconds) ->
                        table.row(part, Texts.seconds(seconds), Texts.percent(seconds / run.totalSeconds())));
        Definitions figures = new Definitions()
                .add("peak memory", Texts.mebibytes(PeakMemory.bytes()))
                .add("threads", Integer.toString(run.threads()))
                .add("iterations", Integer.toString(run.trained().iterations()) + ", of the final solves")
                .add("status", run.trained().status().name());
        return new Section("Time and memory", figures.html(), table.html());
    }

    private Section reproduction() {
        Provenance provenance = run.trained().model().provenance();
        Definitions origin = new Definitions()
                .add("data", provenance.data() + ", the first " + provenance.samples() + " images")
                .add("SHA-256 of these", provenance.dataHash())
                .add("seed", Long.toString(provenance.seed()))
                .add(
                        "settings",
                        provenance.settings().entrySet().stream()
                                .map(Map.Entry::toString)
                                .collect(Collectors.joining(" ")))
                .add("made by", "convolex " + provenance.version() + ", " + provenance.platform());
        List<DomContent> content = new ArrayList<>(List.of(
                pre(command),
                p("The same version, data and seed give the same model, for any number of threads; another processor or"
                        + " version of Java may round the last digits otherwise."),
                origin.html()));
        if (!history.notes().isEmpty()) {
            content.add(p("What was chosen and found on the way:"));
            content.add(pre(String.join("\n", history.notes())));
        }
        return new Section("How to reproduce it", content);
    }
}
