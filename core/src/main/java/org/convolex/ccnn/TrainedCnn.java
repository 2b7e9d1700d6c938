package org.convolex.ccnn;

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
 * @param seconds each phase took
 */
public record TrainedCnn(
        ConvexifiedCnn model, Status status, int iterations, double validError, Map<Phase, Double> seconds) {}
