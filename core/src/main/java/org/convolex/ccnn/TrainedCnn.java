package org.convolex.ccnn;

import java.util.List;
import java.util.Map;
import org.convolex.Phase;
import org.convolex.Trained;
import org.convolex.optim.Status;

/**
 * What the training of a {@link ConvexifiedCnn} returns.
 *
 * @param model to predict with, to save
 * @param status why the solver stopped; GAP_REACHED says that the certificates of all layers confirm their gaps
 * @param iterations of the final solves
 * @param validError of the settings chosen for the last layer; NaN if nothing was chosen
 * @param truncatedObjectives of each layer below the last: its objective when it predicts with the filters that the layer above
 *     sees, and no others; beside the objective of its certificate it says what the truncation of A costs
 * @param seconds each phase took
 */
public record TrainedCnn(
        ConvexifiedCnn model,
        Status status,
        int iterations,
        double validError,
        List<Double> truncatedObjectives,
        Map<Phase, Double> seconds)
        implements Trained {

    public TrainedCnn {
        truncatedObjectives = List.copyOf(truncatedObjectives);
    }
}
