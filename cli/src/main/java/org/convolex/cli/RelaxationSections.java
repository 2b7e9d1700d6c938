package org.convolex.cli;

import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import org.convolex.cli.report.Gallery;
import org.convolex.cli.report.Picture;
import org.convolex.cli.report.Section;
import org.convolex.cli.report.Table;
import org.convolex.data.ImageShape;
import org.convolex.relaxation.BlockLayout;
import org.convolex.relaxation.SharedFilterNetwork;
import org.convolex.relaxation.TrialReport;

/** The shared filter of a network, and the trials that it is the best of. */
final class RelaxationSections {
    private static final int MOST_TRIALS = 50;

    private RelaxationSections() {}

    static List<Section> of(SharedFilterNetwork model) {
        BlockLayout layout = model.layout();
        ImageShape shape = new ImageShape(layout.image().channels(), layout.height(), layout.width());
        Gallery gallery = new Gallery()
                .add("filter w, for scaled pixels", Picture.weights(shape, model.filter()))
                .add("direction r of its program", Picture.weights(shape, model.direction()));
        return List.of(
                new Section(
                        "Filter",
                        p("The one filter that all blocks share. Red is above zero, blue below."),
                        gallery.html()),
                new Section("Trials", trials(model)));
    }

    private static List<DomContent> trials(SharedFilterNetwork model) {
        Table table = new Table("trial", "outcome", "RMSE in training", "missing", "relative gap");
        int shown = Math.min(MOST_TRIALS, model.trials().size());
        for (int t = 0; t < shown; t++) {
            TrialReport trial = model.trials().get(t);
            table.row(
                    Integer.toString(t + 1),
                    trial.outcome().words(),
                    Texts.number(trial.rmse()),
                    Texts.number(trial.missing()),
                    Texts.number(trial.relativeGap()));
        }
        List<DomContent> content = new ArrayList<>();
        content.add(p(
                "Each trial is a convex program of a direction of its own; the filter is that of the least error. On the way"
                        + " there, the objective is half the squared error of the best trial so far, and its bound is 0. Missing is how"
                        + " much of the direction the recovery condition leaves: 0 if it holds."));
        content.add(table.html());
        if (shown < model.trials().size()) {
            content.add(p("The first " + shown + " of " + model.trials().size() + " trials."));
        }
        return content;
    }
}
