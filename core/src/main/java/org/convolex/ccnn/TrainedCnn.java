package org.convolex.ccnn;

import java.util.List;
import java.util.Map;
import org.convolex.optim.Status;

/**
 * What a training returns: the model with its certificate, and how it went.
 *
 * @param model to predict with, to save
 * @param status why the solver stopped; GAP_REACHED says that the certificates of all layers confirm their gaps
 * @param iterations of the final solves
 * @param validError of the settings chosen for the last layer, while validation images were held out: the share of mistakes,
 *     for real outputs the root of the mean squared error in the units of the targets; NaN if nothing was chosen
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
        Map<Phase, Double> seconds) {

    public TrainedCnn {
        truncatedObjectives = List.copyOf(truncatedObjectives);
    }
}
