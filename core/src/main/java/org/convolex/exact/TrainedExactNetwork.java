package org.convolex.exact;

import java.util.Map;
import org.convolex.Phase;
import org.convolex.Trained;
import org.convolex.optim.Status;

/**
 * What a training returns: the network with its certificate, and how it went.
 *
 * @param model to predict with, to save
 * @param status why the solver stopped; GAP_REACHED says that the certificate confirms the gap
 * @param iterations of the final solve
 * @param validError of the chosen beta on the validation images; NaN if it was given
 * @param seconds each phase took
 */
public record TrainedExactNetwork(
        ExactNetwork model, Status status, int iterations, double validError, Map<Phase, Double> seconds)
        implements Trained {}
