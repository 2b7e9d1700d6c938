package org.convolex.cli;

import java.util.Map;
import org.convolex.RealOutputs;
import org.convolex.Trained;

/** How a model does on the images it was trained and tested on. */
sealed interface TrainingErrors permits ClassificationErrors, RegressionErrors {

    /** That it took to find out. */
    double seconds();

    /** Whether images were predicted; else there is only what the training itself found. */
    default boolean known() {
        return seconds() > 0;
    }

    /** For people. */
    void addTo(Fields fields);

    /** For {@link Metrics}: names and values, null where not known. */
    Map<String, Object> metrics();

    /** Nothing is known but what the training itself found. */
    static TrainingErrors unknown(Trained trained) {
        return trained.model().outputs() instanceof RealOutputs
                ? new RegressionErrors(null, trained.validError(), null, 0)
                : new ClassificationErrors(Double.NaN, trained.validError(), Double.NaN, 0);
    }

    /**
     * Predicts all images.
     *
     * @param scores of the same model
     */
    static TrainingErrors of(Trained trained, TrainingImages images, Scores scores) {
        return trained.model().outputs() instanceof RealOutputs
                ? RegressionErrors.of(trained, images, scores)
                : ClassificationErrors.of(trained, images, scores);
    }
}
