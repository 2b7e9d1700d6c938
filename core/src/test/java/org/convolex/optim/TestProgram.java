package org.convolex.optim;

import java.util.SplittableRandom;

/**
 * A small random program, and the slow, obvious twin of what solvers and certifiers compute on it: plain loops in double
 * precision over the arrays it was made from, its own formulas of the losses, nothing of the library's.
 */
public record TestProgram(
        float[] values, int positions, int features, int outputs, float[] targets, boolean logistic, double radius) {

    /** Random samples whose labels (or values, for the squared loss) come from a point of low rank, with some noise. */
    public static TestProgram planted(
            long seed, int samples, int positions, int features, int outputs, boolean logistic, double radius) {
        return planted(seed, samples, positions, features, outputs, logistic, radius, 0.3);
    }

    /** With noise 0, the labels are separable. */
    public static TestProgram planted(
            long seed,
            int samples,
            int positions,
            int features,
            int outputs,
            boolean logistic,
            double radius,
            double noise) {
        SplittableRandom random = new SplittableRandom(seed);
        int row = positions * features;
        float[] values = new float[samples * row];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(row));
        }
        double[] planted = new double[outputs * row];
        for (int component = 0; component < 2; component++) {
            double[] filter = gaussian(random, features);
            double[] response = gaussian(random, outputs * positions);
            for (int i = 0; i < planted.length; i++) {
                planted[i] += response[i / features] * filter[i % features];
            }
        }
        float[] targets = new float[samples * outputs];
        for (int i = 0; i < samples; i++) {
            int label = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < outputs; k++) {
                double score = noise * random.nextGaussian();
                for (int j = 0; j < row; j++) {
                    score += values[i * row + j] * planted[k * row + j];
                }
                if (!logistic) {
                    targets[i * outputs + k] = (float) score;
                }
                if (score > largest) {
                    largest = score;
                    label = k;
                }
            }
            if (logistic) {
                targets[i * outputs + label] = 1;
            }
        }
        return new TestProgram(values, positions, features, outputs, targets, logistic, radius);
    }

    public static double[] gaussian(SplittableRandom random, int length) {
        double[] vector = new double[length];
        for (int i = 0; i < length; i++) {
            vector[i] = random.nextGaussian();
        }
        return vector;
    }

    /** The library's statement of the same program. */
    public NuclearNormProgram program() {
        return new NuclearNormProgram(
                StoredSamples.of(values, positions, features),
                new Targets(outputs, targets),
                logistic ? new MultinomialLogistic() : new SquaredLoss(),
                new NuclearNormBall(radius));
    }

    public TestProgram withRadius(double other) {
        return new TestProgram(values, positions, features, outputs, targets, logistic, other);
    }

    public int samples() {
        return targets.length / outputs;
    }

    public int pointLength() {
        return outputs * positions * features;
    }

    public double score(double[] point, int sample, int output) {
        int row = positions * features;
        double score = 0;
        for (int j = 0; j < row; j++) {
            score += (double) values[sample * row + j] * point[output * row + j];
        }
        return score;
    }

    public double objective(double[] point) {
        double sum = 0;
        for (int i = 0; i < samples(); i++) {
            double powers = 0;
            double fit = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < outputs; k++) {
                largest = Math.max(largest, score(point, i, k));
            }
            for (int k = 0; k < outputs; k++) {
                double score = score(point, i, k);
                double target = targets[i * outputs + k];
                powers += Math.exp(score - largest);
                fit += logistic ? target * (score - largest) : (score - target) * (score - target) / 2;
            }
            sum += logistic ? Math.log(powers) - fit : fit;
        }
        return sum / samples();
    }

    public double[] gradient(double[] point) {
        int row = positions * features;
        double[] gradient = new double[pointLength()];
        double[] residual = new double[outputs];
        for (int i = 0; i < samples(); i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < outputs; k++) {
                residual[k] = score(point, i, k);
                largest = Math.max(largest, residual[k]);
            }
            double powers = 0;
            for (int k = 0; k < outputs; k++) {
                powers += Math.exp(residual[k] - largest);
            }
            for (int k = 0; k < outputs; k++) {
                double prediction = logistic ? Math.exp(residual[k] - largest) / powers : residual[k];
                double factor = (prediction - targets[i * outputs + k]) / samples();
                for (int j = 0; j < row; j++) {
                    gradient[k * row + j] += factor * values[i * row + j];
                }
            }
        }
        return gradient;
    }

    /** f(A) - &lt;G, A&gt; - R ||G||_2, by a full singular value decomposition. */
    public double lowerBound(double[] point) {
        double[] gradient = gradient(point);
        double bound = objective(point) - radius * NaiveNuclearNorm.spectral(gradient, features);
        for (int i = 0; i < point.length; i++) {
            bound -= gradient[i] * point[i];
        }
        return bound;
    }

    public double relativeGap(double[] point) {
        double bound = lowerBound(point);
        return (objective(point) - bound) / (objective(new double[pointLength()]) - bound);
    }
}
