package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.ClassOutputs;
import org.convolex.Evaluation;
import org.convolex.Trained;
import org.convolex.data.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Shares of mistakes; NaN where not known.
 *
 * @param train on all training images
 * @param valid on validation images: where settings were chosen, while these were held out
 * @param test on test images
 * @param seconds that it took to find out
 */
record ClassificationErrors(double train, double valid, double test, double seconds) implements TrainingErrors {

    static ClassificationErrors of(Trained trained, TrainingImages images, Scores scores) {
        long start = System.nanoTime();
        double train = error(trained, images.training(), scores);
        double valid =
                Double.isNaN(trained.validError()) ? error(trained, images.validation(), scores) : trained.validError();
        double test = error(trained, images.test(), scores);
        return new ClassificationErrors(train, valid, test, (System.nanoTime() - start) * 1e-9);
    }

    private static double error(Trained trained, @Nullable Dataset images, Scores scores) {
        return images == null
                ? Double.NaN
                : Evaluation.of((ClassOutputs) trained.model().outputs(), images, scores.of(images))
                        .error();
    }

    @Override
    public void addTo(Fields fields) {
        fields.add(
                "error",
                "train " + Texts.percent(train) + ", validation " + Texts.percent(valid) + ", test "
                        + Texts.percent(test));
    }

    @Override
    public Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("trainError", Json.orNull(train));
        metrics.put("validError", Json.orNull(valid));
        metrics.put("testError", Json.orNull(test));
        return metrics;
    }
}
