package org.convolex;

import java.util.Map;
import org.convolex.optim.Status;

/** What a training returns, whatever the method: the model, and how it went. Immutable. */
public interface Trained {

    /** To predict with, to save. */
    Model model();

    /**
     * Why the solver stopped; GAP_REACHED says that every certificate of the model confirms its gap, FINISHED that its method has
     * none and was not cut short.
     */
    Status status();

    /** Of the final solves. */
    int iterations();

    /**
     * Of the settings that were chosen, while validation images were held out: the share of mistakes, for real outputs the
     * root of the mean squared error in the units of the targets; NaN if nothing was chosen.
     */
    double validError();

    /** What each phase took; phases that did not come are missing. */
    Map<Phase, Double> seconds();
}
