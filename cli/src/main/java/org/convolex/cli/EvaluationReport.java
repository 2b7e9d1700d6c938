package org.convolex.cli;

import java.io.PrintStream;
import java.util.Map;
import org.convolex.Evaluation;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.RegressionEvaluation;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;

/** What {@code evaluate} says. */
sealed interface EvaluationReport permits ClassificationReport, RegressionReport {

    /**
     * Evaluates the model.
     *
     * @throws org.convolex.data.InvalidInputException if the images have another shape or ground truth than the model
     */
    static EvaluationReport of(Model model, Dataset images, Workers workers) {
        return model.outputs() instanceof RealOutputs
                ? new RegressionReport(RegressionEvaluation.of(model, images, workers))
                : new ClassificationReport(Evaluation.of(model, images, workers));
    }

    /** @param head that says what was evaluated on what */
    void print(Fields head, PrintStream out);

    /** The same for machines. */
    Map<String, Object> content();
}
