package org.convolex.cli;

import java.util.IdentityHashMap;
import java.util.Map;
import org.convolex.Model;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;

/**
 * The scores of a model, computed once for each set of images: what errors were counted on is shown in a report, too. Not safe for
 * use from several threads.
 */
final class Scores {
    private final Model model;
    private final Workers workers;
    private final Map<Dataset, float[]> known = new IdentityHashMap<>();

    Scores(Model model, Workers workers) {
        this.model = model;
        this.workers = workers;
    }

    /** As {@link Model#scores} gives them; not to be changed. */
    float[] of(Dataset images) {
        return known.computeIfAbsent(images, unknown -> model.scores(unknown, workers));
    }
}
