package org.convolex.cli;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.convolex.ClassOutputs;
import org.convolex.Evaluation;
import org.convolex.cli.report.Gallery;
import org.convolex.cli.report.Picture;
import org.convolex.cli.report.Section;
import org.convolex.cli.report.Table;
import org.convolex.data.Dataset;

/** Mistakes of a model of classes: counted class by class, and the worst of them as images. */
final class ClassSections {
    /** A larger confusion matrix is no picture any more: then its largest mistakes are listed. */
    private static final int WIDEST_MATRIX = 20;

    private record Mistake(int image, int actual, int predicted, double margin) {}

    private record Confusion(int actual, int predicted, int images) {}

    private ClassSections() {}

    /**
     * @param scores row-major, images x classes
     * @param words what the images are
     */
    static List<Section> of(ClassOutputs outputs, Dataset images, float[] scores, String words) {
        Dataset labelled = outputs.encode(images);
        Evaluation evaluation = Evaluation.of(outputs, images, scores);
        List<Mistake> mistakes = mistakes(labelled, scores, outputs.count());
        return List.of(
                new Section(
                        "Classes",
                        p("On " + words + ": " + Texts.percent(evaluation.error()) + " mistakes, "
                                + evaluation.mistakes() + " of " + evaluation.images() + "."),
                        h3("Confusion"),
                        p("A row for each class that images are of, a column for each that was predicted.")
                                .withClass("quiet"),
                        confusion(evaluation),
                        h3("Class by class"),
                        perClass(evaluation)),
                new Section("Worst mistakes", worst(labelled, mistakes)));
    }

    private static DomContent confusion(Evaluation evaluation) {
        return evaluation.classNames().size() <= WIDEST_MATRIX ? matrix(evaluation) : mostConfused(evaluation);
    }

    private static DomContent matrix(Evaluation evaluation) {
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(evaluation.classNames());
        Table table = new Table(header);
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            List<TdTag> row = new ArrayList<>();
            for (int predicted = 0; predicted < evaluation.classNames().size(); predicted++) {
                int count = evaluation.confusion()[k][predicted];
                row.add(Table.shaded(
                        count == 0 ? "." : Integer.toString(count),
                        (double) count / Math.max(1, evaluation.actual(k)),
                        k == predicted));
            }
            table.row(evaluation.classNames().get(k), row);
        }
        return div(table.html()).withClass("matrix");
    }

    private static DomContent mostConfused(Evaluation evaluation) {
        int classes = evaluation.classNames().size();
        Table table = new Table("actual", "predicted", "images");
        IntStream.range(0, classes * classes)
                .filter(cell -> cell / classes != cell % classes)
                .mapToObj(cell -> new Confusion(
                        cell / classes, cell % classes, evaluation.confusion()[cell / classes][cell % classes]))
                .filter(cell -> cell.images() > 0)
                .sorted(Comparator.comparingInt(Confusion::images).reversed())
                .limit(WIDEST_MATRIX)
                .forEach(cell -> table.row(
                        evaluation.classNames().get(cell.actual()),
                        evaluation.classNames().get(cell.predicted()),
                        Integer.toString(cell.images())));
        return table.html();
    }

    private static DomContent perClass(Evaluation evaluation) {
        Table table = new Table("class", "images", "recall", "precision");
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            table.row(
                    evaluation.classNames().get(k),
                    Integer.toString(evaluation.actual(k)),
                    Texts.percent(evaluation.recall(k)),
                    Texts.percent(evaluation.precision(k)));
        }
        return table.html();
    }

    /** From the one farthest on the wrong side. */
    private static List<Mistake> mistakes(Dataset labelled, float[] scores, int classes) {
        int[] predicted = Evaluation.classesOf(scores, classes);
        return IntStream.range(0, predicted.length)
                .filter(i -> predicted[i] != labelled.label(i))
                .mapToObj(i -> new Mistake(
                        i,
                        labelled.label(i),
                        predicted[i],
                        scores[i * classes + predicted[i]] - (double) scores[i * classes + labelled.label(i)]))
                .sorted(Comparator.comparingDouble(Mistake::margin).reversed())
                .toList();
    }

    private static List<DomContent> worst(Dataset labelled, List<Mistake> mistakes) {
        if (mistakes.isEmpty()) {
            return List.of(p("There are none."));
        }
        Gallery gallery = new Gallery();
        for (Mistake mistake : mistakes.subList(0, Math.min(ErrorSections.WORST, mistakes.size()))) {
            gallery.add(
                    labelled.classNames().get(mistake.actual()) + ", predicted "
                            + labelled.classNames().get(mistake.predicted()) + "; by " + Texts.rounded(mistake.margin())
                            + ", image " + mistake.image(),
                    Picture.image(labelled.shape(), labelled.image(mistake.image())));
        }
        return List.of(
                p(
                        "Those with the largest wrong margin, which is by how much the score of the predicted class exceeds that of"
                                + " the true one."),
                gallery.html());
    }
}
