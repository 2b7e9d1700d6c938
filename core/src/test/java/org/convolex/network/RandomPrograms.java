package org.convolex.network;

import java.util.SplittableRandom;
import org.convolex.network.Pooling.Reduction;
import org.convolex.optim.ConjugateLoss;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Targets;

/** Programs of normal patches and targets, small enough to be solved by brute force. */
public final class RandomPrograms {
    private RandomPrograms() {}

    /** One score, one position, squared loss. */
    public static NetworkProgram scalar(
            Reduction reduction, int n, int patches, int dimension, double beta, long seed) {
        return of(Pooling.all(reduction, patches), n, dimension, 1, new SquaredLoss(), beta, seed);
    }

    /** Normal targets. */
    public static NetworkProgram of(
            Pooling pooling, int n, int dimension, int outputs, ConjugateLoss loss, double beta, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] targets = new float[n * outputs];
        double[] rows = normal(random, n * pooling.patches() * dimension);
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (float) random.nextGaussian();
        }
        return new NetworkProgram(
                new PatchRows(rows, n, pooling.patches(), dimension),
                pooling,
                pooling.reduction() == Reduction.LAYERED
                        ? FilterNorm.behind(dimension, pooling.positions())
                        : FilterNorm.euclidean(dimension),
                new Targets(outputs, targets),
                loss,
                beta);
    }

    /** The same program with another norm of filters. */
    public static NetworkProgram withNorm(NetworkProgram program, FilterNorm norm) {
        return new NetworkProgram(
                program.rows(), program.pooling(), norm, program.targets(), program.loss(), program.beta());
    }

    public static double[] normal(SplittableRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
