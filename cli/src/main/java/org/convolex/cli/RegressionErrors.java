package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.convolex.RealOutputs;
import org.convolex.RegressionEvaluation;
import org.convolex.Trained;
import org.convolex.data.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Errors in the units of the targets.
 *
 * @param train on all training images; null where not known
 * @param validRmse on validation images: where settings were chosen, while these were held out; NaN where not known
 * @param test on test images; null where not known
 * @param seconds that it took to find out
 */
record RegressionErrors(
        @Nullable RegressionEvaluation train,
        double validRmse,
        @Nullable RegressionEvaluation test,
        double seconds) implements TrainingErrors {

    static RegressionErrors of(Trained trained, TrainingImages images, Scores scores) {
        long start = System.nanoTime();
        RegressionEvaluation train = evaluation(trained, images.training(), scores);
        double validRmse = Double.isNaN(trained.validError())
                ? figure(evaluation(trained, images.validation(), scores), RegressionEvaluation::rmse)
                : trained.validError();
        RegressionEvaluation test = evaluation(trained, images.test(), scores);
        return new RegressionErrors(train, validRmse, test, (System.nanoTime() - start) * 1e-9);
    }

    private static @Nullable RegressionEvaluation evaluation(Trained trained, @Nullable Dataset images, Scores scores) {
        return images == null
                ? null
                : RegressionEvaluation.of((RealOutputs) trained.model().outputs(), images, scores.of(images));
    }

    private static double figure(
            @Nullable RegressionEvaluation evaluation, ToDoubleFunction<RegressionEvaluation> figure) {
        return evaluation == null ? Double.NaN : figure.applyAsDouble(evaluation);
    }

    @Override
    public void addTo(Fields fields) {
        fields.add(
                        "RMSE",
                        "train " + Texts.number(figure(train, RegressionEvaluation::rmse)) + ", validation "
                                + Texts.number(validRmse) + ", test "
                                + Texts.number(figure(test, RegressionEvaluation::rmse)))
                .add(
                        "R^2",
                        "train " + Texts.number(figure(train, RegressionEvaluation::r2)) + ", test "
                                + Texts.number(figure(test, RegressionEvaluation::r2)));
    }

    @Override
    public Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("trainRmse", Json.orNull(figure(train, RegressionEvaluation::rmse)));
        metrics.put("validRmse", Json.orNull(validRmse));
        metrics.put("testRmse", Json.orNull(figure(test, RegressionEvaluation::rmse)));
        metrics.put("trainMeanAbsoluteError", Json.orNull(figure(train, RegressionEvaluation::meanAbsoluteError)));
        metrics.put("testMeanAbsoluteError", Json.orNull(figure(test, RegressionEvaluation::meanAbsoluteError)));
        metrics.put("trainR2", Json.orNull(figure(train, RegressionEvaluation::r2)));
        metrics.put("testR2", Json.orNull(figure(test, RegressionEvaluation::r2)));
        return metrics;
    }
}
