package org.convolex.bench.relaxation;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.linalg.DoubleKernels;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;

/**
 * The paper's baseline: gradient descent on {@code 1/2 sum_i (f_i(w) - y_i)^2}, from several random filters, for rectifiers.
 *
 * <p>Steps need no tuning by hand: the first is the best one for the samples' active blocks, the others are those of Barzilai and Borwein,
 * halved where the objective exceeds the largest of the last ten. A start ends when it fits the targets, at a stationary point, or when fifty
 * steps have gained less than a hundredth; the next one begins only if the targets are not fitted. Cost of a step: 4 n K h flops.
 *
 * <p>Not safe for use from several threads.
 */
final class GradientDescent {
    private static final DoubleKernels KERNELS = DoubleKernels.best();
    private static final int MEMORY = 10;
    private static final int PATIENCE = 50;
    private static final int MOST_HALVINGS = 30;
    private static final double ENOUGH = 1e-4;

    /** Of the objective at zero: training errors of 1e-9 of the targets' norm. */
    private static final double FITS = 1e-18;

    private static final double STATIONARY = 1e-9;

    private final SharedFilter problem;
    private final int mostSteps;
    private final double[] responses;
    private final double[] outputs;
    private int steps;

    /** @param mostSteps of a start */
    GradientDescent(SharedFilter problem, int mostSteps) {
        this.problem = problem;
        this.mostSteps = mostSteps;
        this.responses = new double[problem.blocks().count()];
        this.outputs = new double[problem.samples()];
    }

    /** The filter of the start that ends with the least training error. */
    double[] solve(int starts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double nothing = 0;
        for (double target : problem.targets()) {
            nothing += target * target / 2;
        }
        double[] best = new double[problem.dimension()];
        double least = nothing;
        for (int s = 0; s < starts && least > FITS * nothing; s++) {
            double[] filter = start(random);
            double value = descend(filter, FITS * nothing);
            if (value < least) {
                least = value;
                best = filter;
            }
        }
        return best;
    }

    /** Of all starts so far. */
    int steps() {
        return steps;
    }

    /** A random direction, as long as fits the targets best: outputs grow with the length. */
    private double[] start(SplittableRandom random) {
        double[] filter = Planted.normal(random, problem.dimension());
        value(filter);
        double cross = 0;
        double square = 0;
        for (int i = 0; i < outputs.length; i++) {
            double output = outputs[i] + problem.targets()[i];
            cross += output * problem.targets()[i];
            square += output * output;
        }
        double length = square > 0 ? cross / square : 1;
        for (int i = 0; i < filter.length; i++) {
            filter[i] *= length;
        }
        return filter;
    }

    /** Moves a filter; returns the objective there. */
    private double descend(double[] filter, double enough) {
        int size = filter.length;
        double value = value(filter);
        double[] gradient = gradient();
        double stationary = STATIONARY * STATIONARY * square(gradient);
        double[] recent = new double[MEMORY];
        Arrays.fill(recent, value);
        double step = cauchyStep(gradient);
        double mark = value;
        double least = value;
        for (int count = 0; count < mostSteps && value > enough; count++) {
            double slope = square(gradient);
            if (slope <= stationary) {
                break;
            }
            if (count % PATIENCE == PATIENCE - 1) {
                if (least > 0.99 * mark) {
                    break;
                }
                mark = least;
            }
            double highest = Arrays.stream(recent).max().orElse(value);
            double[] next = new double[size];
            double nextValue = Double.POSITIVE_INFINITY;
            for (int halving = 0; halving < MOST_HALVINGS; halving++, step /= 2) {
                for (int i = 0; i < size; i++) {
                    next[i] = filter[i] - step * gradient[i];
                }
                nextValue = value(next);
                if (nextValue <= highest - ENOUGH * step * slope) {
                    break;
                }
            }
            if (!(nextValue <= highest)) {
                break; // rounding is all there is
            }
            double[] nextGradient = gradient();
            double curvature = 0;
            for (int i = 0; i < size; i++) {
                curvature -= gradient[i] * (nextGradient[i] - gradient[i]);
            }
            step = curvature > 0 ? step * slope / curvature : cauchyStep(nextGradient);
            System.arraycopy(next, 0, filter, 0, size);
            gradient = nextGradient;
            value = nextValue;
            least = Math.min(least, value);
            recent[count % MEMORY] = value;
            steps++;
        }
        return value;
    }

    /** The objective; keeps responses and {@code f_i(w) - y_i}. */
    private double value(double[] filter) {
        PatchRows rows = problem.blocks();
        Arrays.fill(responses, 0);
        KERNELS.addInnerProducts(
                rows.dimension(), rows.count(), filter, 0, rows.values(), 0, rows.dimension(), responses, 0);
        double sum = 0;
        int row = 0;
        for (int i = 0; i < outputs.length; i++) {
            double output = -problem.targets()[i];
            for (int j = 0; j < rows.patches(); j++) {
                output += Math.max(0, responses[row++]);
            }
            outputs[i] = output;
            sum += output * output / 2;
        }
        return sum;
    }

    /** At the filter of the last {@link #value}. */
    private double[] gradient() {
        PatchRows rows = problem.blocks();
        double[] factors = new double[responses.length];
        int row = 0;
        for (double output : outputs) {
            for (int j = 0; j < rows.patches(); j++, row++) {
                factors[row] = responses[row] > 0 ? output : 0;
            }
        }
        double[] gradient = new double[rows.dimension()];
        KERNELS.addCombinations(
                rows.count(),
                rows.dimension(),
                1,
                factors,
                rows.values(),
                rows.dimension(),
                gradient,
                0,
                rows.dimension());
        return gradient;
    }

    /** The best step if no block changes between active and not; at the filter of the last {@link #value}. */
    private double cauchyStep(double[] gradient) {
        PatchRows rows = problem.blocks();
        double[] changes = new double[responses.length];
        KERNELS.addInnerProducts(
                rows.dimension(), rows.count(), gradient, 0, rows.values(), 0, rows.dimension(), changes, 0);
        double sum = 0;
        int row = 0;
        for (int i = 0; i < outputs.length; i++) {
            double change = 0;
            for (int j = 0; j < rows.patches(); j++, row++) {
                change += responses[row] > 0 ? changes[row] : 0;
            }
            sum += change * change;
        }
        return sum > 0 ? square(gradient) / sum : 0;
    }

    private static double square(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return sum;
    }
}
