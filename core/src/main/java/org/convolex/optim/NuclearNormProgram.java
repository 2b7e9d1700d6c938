package org.convolex.optim;

import org.convolex.linalg.Workers;

/**
 * Program (12) of Zhang, Liang, Wainwright (2017):
 *
 * <pre>minimize over ||A||_* &lt;= R:  f(A) = 1/n sum_i w_i L(&lt;Z_i, A_1&gt;, ..., &lt;Z_i, A_d2&gt;; y_i)</pre>
 *
 * A is m x (P d2), for m features, P positions and d2 outputs; the weights w_i have mean 1, and are all 1 in the paper. Everywhere in this library a point A is held as an array
 * in the order output, position, feature: the rows of A transposed, so that {@code <Z_i, A_k>} is an inner product of two
 * contiguous runs of P m numbers.
 *
 * @param samples the matrices Z_i
 * @param targets the y_i and w_i
 * @param loss L
 * @param ball the constraint
 */
public record NuclearNormProgram(SampleMatrices samples, Targets targets, Loss loss, NuclearNormBall ball)
        implements FirstOrderProgram {

    /**
     * @throws IllegalArgumentException if the number of samples and of targets differ, or there is none
     */
    public NuclearNormProgram {
        if (samples.samples() != targets.samples() || samples.samples() == 0) {
            throw new IllegalArgumentException(
                    "NuclearNormProgram: " + samples.samples() + " samples but " + targets.samples() + " targets");
        }
    }

    @Override
    public int features() {
        return samples.features();
    }

    @Override
    public int pointLength() {
        return Math.multiplyExact(targets.outputs(), samples.rowLength());
    }

    @Override
    public double zeroObjective() {
        double[] zeros = new double[targets.outputs()];
        double sum = 0;
        for (int i = 0; i < targets.samples(); i++) {
            sum += targets.weight(i) * loss.value(zeros, 0, targets, i);
        }
        return sum / targets.samples();
    }

    /**
     * {@code R ||grad f(0)||_2}: how fast the objective can fall from the zero model. Cost: one reading of the samples.
     */
    public double slopeAtZero(Workers workers) {
        double[] gradient =
                new FusedPass(this, workers).at(new double[pointLength()]).gradient();
        return ball.support(gradient, samples.features(), workers);
    }

    @Override
    public Pass at(double[] point, Workers workers) {
        return new FusedPass(this, workers).at(point);
    }

    @Override
    public NuclearNormProgram within(Directions directions, SampleStorage storage, Workers workers) {
        return withSamples(storage.hold(new RestrictedSamples(samples, directions), workers));
    }

    /**
     * The program itself, for solvers that read single samples.
     *
     * @throws IllegalArgumentException if its samples are not on this machine
     */
    static NuclearNormProgram here(FirstOrderProgram program, String solver) {
        if (program instanceof NuclearNormProgram local) {
            return local;
        }
        throw new IllegalArgumentException(
                solver + " reads single samples, but those of this program are not on this machine");
    }

    /** The same program on the same samples, held another way. */
    public NuclearNormProgram withSamples(SampleMatrices newSamples) {
        return new NuclearNormProgram(newSamples, targets, loss, ball);
    }

    /** The same program under another bound. */
    public NuclearNormProgram withBall(NuclearNormBall newBall) {
        return new NuclearNormProgram(samples, targets, loss, newBall);
    }
}
