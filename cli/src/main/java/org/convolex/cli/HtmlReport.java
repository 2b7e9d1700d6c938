package org.convolex.cli;

import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import org.convolex.CertifiedModel;
import org.convolex.Model;
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
 * @param workers for what its method has to show
 */
record HtmlReport(TrainingRun run, TrainingHistory history, String command, String verification, Workers workers) {

    private static final String NO_CERTIFICATE =
            "No certificate: nothing bounds how far this network is from the best one."
                    + " What the method promises, under which assumptions, and what was measured stands with the network below.";

    String html() {
        Model model = run.trained().model();
        List<Section> sections = new ArrayList<>();
        CertifiedModel certified = model instanceof CertifiedModel it ? it : null;
        sections.add(
                certified == null
                        ? new Section("What is guaranteed", p(NO_CERTIFICATE))
                        : CertificateSection.of(certified.certificate(), run.askedGap(), verification));
        sections.add(new Section("Network", network()));
        if (certified != null) {
            sections.add(SolveSection.of(history, run.askedGap()));
        }
        sections.addAll(run.summary().sections(run.images().training(), workers));
        sections.addAll(ErrorSections.of(run));
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
        return definitions(fields);
    }

    private static DomContent definitions(Fields fields) {
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
        Fields origin = new Fields();
        ProvenanceReport.addTo(origin, run.trained().model().provenance());
        List<DomContent> content = new ArrayList<>(List.of(
                pre(command),
                p("The same version, data and seed give the same model, for any number of threads; another processor or"
                        + " version of Java may round the last digits otherwise."),
                definitions(origin)));
        if (!history.notes().isEmpty()) {
            content.add(p("What was chosen and found on the way:"));
            content.add(pre(String.join("\n", history.notes())));
        }
        return new Section("How to reproduce it", content);
    }
}
