package org.convolex.relaxation;

import java.util.Map;
import org.convolex.Phase;
import org.convolex.Trained;
import org.convolex.optim.Status;

/**
 * What a training returns: the network with its certificate, and how it went.
 *
 * @param model to predict with, to save
 * @param status why the training stopped; GAP_REACHED says that the certificate confirms the gap
 * @param iterations of all trials: constraints of linear programs, or steps
 * @param seconds each phase took
 */
public record TrainedSharedFilter(SharedFilterNetwork model, Status status, int iterations, Map<Phase, Double> seconds)
        implements Trained {

    /** {@inheritDoc} Nothing is chosen on validation images. */
    @Override
    public double validError() {
        return Double.NaN;
    }
}
