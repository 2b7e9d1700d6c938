package org.convolex.bench.relaxation;

import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.Workers;

/**
 * Least squares with an l2 penalty and an unpenalized constant.
 *
 * @param weights of the features
 * @param constant added to each prediction
 */
record Ridge(double[] weights, double constant) {

    /** Sums of products of features, from which fits of all strengths come. */
    static final class Normal {
        private final int size;
        private final int samples;
        private final double[] products;
        private final double[] right;
        private final double[] means;
        private final double mean;

        /** Cost n p^2. */
        Normal(double[][] features, double[] targets, Workers workers) {
            this.size = features[0].length;
            this.samples = features.length;
            this.means = new double[size];
            double sum = 0;
            for (int i = 0; i < samples; i++) {
                sum += targets[i] / samples;
                for (int a = 0; a < size; a++) {
                    means[a] += features[i][a] / samples;
                }
            }
            this.mean = sum;
            this.right = new double[size];
            this.products = new double[size * size];
            workers.forEach(size, a -> {
                for (int i = 0; i < samples; i++) {
                    double value = features[i][a] - means[a];
                    if (value != 0) {
                        right[a] += value * (targets[i] - mean);
                        for (int b = 0; b <= a; b++) {
                            products[a * size + b] += value * features[i][b];
                        }
                    }
                }
            });
        }

        /** @param strength of the penalty, as a share of the mean of the products' diagonal */
        Ridge fit(double strength) {
            double[] matrix = products.clone();
            double trace = 0;
            for (int a = 0; a < size; a++) {
                trace += matrix[a * size + a];
            }
            for (int a = 0; a < size; a++) {
                matrix[a * size + a] += strength * trace / size;
            }
            double[] weights = new PositiveDefinite(matrix, size).solve(right);
            double constant = mean;
            for (int a = 0; a < size; a++) {
                constant -= weights[a] * means[a];
            }
            return new Ridge(weights, constant);
        }
    }

    double predict(double[] features) {
        double sum = constant;
        for (int a = 0; a < weights.length; a++) {
            sum += weights[a] * features[a];
        }
        return sum;
    }

    /** Squared errors, one an image. */
    double[] squaredErrors(double[][] features, double[] targets) {
        double[] errors = new double[targets.length];
        for (int i = 0; i < errors.length; i++) {
            double error = predict(features[i]) - targets[i];
            errors[i] = error * error;
        }
        return errors;
    }
}
