package org.convolex;

import java.util.List;
import java.util.stream.IntStream;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RealTargets;
import org.convolex.linalg.Workers;

/**
 * How a model of real outputs does on images with targets, in the units of the targets. For residuals r_i = prediction_i - y_i
 * of n images,
 *
 * <pre>RMSE = sqrt(1/n sum_i r_i^2),  mean absolute error = 1/n sum_i |r_i|,  R^2 = 1 - sum_i r_i^2 / sum_i (y_i - mean y)^2</pre>
 *
 * with the mean of these images' own targets. Immutable.
 *
 * @param images that were predicted
 * @param outputs one a target, in their order
 */
public record RegressionEvaluation(int images, List<Output> outputs) {

    /**
     * Of one target.
     *
     * @param name of the target
     * @param rmse root of the mean squared error
     * @param meanAbsoluteError the mean size of an error
     * @param r2 coefficient of determination: 1 at best, 0 for predicting the mean; NaN where all images have the same target
     */
    public record Output(String name, double rmse, double meanAbsoluteError, double r2) {}

    public RegressionEvaluation {
        outputs = List.copyOf(outputs);
    }

    /**
     * Predicts all images and compares.
     *
     * @throws InvalidInputException if the images have another shape or other targets, or model or images are not of real
     *     targets
     */
    public static RegressionEvaluation of(Model model, Dataset images, Workers workers) {
        if (!(model.outputs() instanceof RealOutputs real)) {
            throw new InvalidInputException("the model predicts classes, no real numbers");
        }
        return of(real, images, model.scores(images, workers));
    }

    /**
     * Compares what is scored already.
     *
     * @param real outputs of the model
     * @param scores of the images, row-major, images x targets
     * @throws InvalidInputException if the images have other targets
     */
    public static RegressionEvaluation of(RealOutputs real, Dataset images, float[] scores) {
        RealTargets targets = real.targetsOf(images);
        double[] predictions = real.values(scores);
        return new RegressionEvaluation(
                images.size(),
                IntStream.range(0, real.count())
                        .mapToObj(k -> output(real.names().get(k), targets, k, predictions))
                        .toList());
    }

    private static Output output(String name, RealTargets targets, int k, double[] predictions) {
        int n = targets.size();
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += targets.value(i, k) / n;
        }
        double squares = 0;
        double absolutes = 0;
        double variation = 0;
        for (int i = 0; i < n; i++) {
            double residual = predictions[i * targets.count() + k] - targets.value(i, k);
            double deviation = targets.value(i, k) - mean;
            squares += residual * residual;
            absolutes += Math.abs(residual);
            variation += deviation * deviation;
        }
        double r2 = variation > 0 ? 1 - squares / variation : Double.NaN;
        return new Output(name, Math.sqrt(squares / n), absolutes / n, r2);
    }

    /** The root of the mean squared error over all images and targets: that of the outputs, squared, averaged. */
    public double rmse() {
        return Math.sqrt(outputs.stream()
                .mapToDouble(output -> output.rmse() * output.rmse())
                .average()
                .orElseThrow());
    }

    /** The mean size of an error over all images and targets. */
    public double meanAbsoluteError() {
        return outputs.stream().mapToDouble(Output::meanAbsoluteError).average().orElseThrow();
    }

    /** The mean R^2 of the outputs, so that no target counts more for its unit. */
    public double r2() {
        return outputs.stream().mapToDouble(Output::r2).average().orElseThrow();
    }
}
