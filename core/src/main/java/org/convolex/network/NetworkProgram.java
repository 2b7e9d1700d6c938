package org.convolex.network;

import java.util.List;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.optim.ConjugateLoss;
import org.convolex.optim.Targets;

/**
 * The training problem of a network of any number of neurons, Ergen and Pilanci (2021):
 *
 * <pre>
 *   min  sum_s L(f_s; y_s) + beta / 2 sum_j (N(u_j)^2 + |w_j|^2),   f_s = sum_j phi_s(u_j)^T W_j
 * </pre>
 *
 * where phi_s(u) are the pooled responses of sample s to the filter u, and W_j are positions x outputs. As phi is positively
 * homogeneous, the penalty is {@code beta sum_j N(u_j) |W_j|} at its best, and the dual is
 *
 * <pre>
 *   max  -sum_s L*(-v_s; y_s)   over V of n x outputs with   |phi(u)^T V|_F &lt;= beta  for all N(u) &lt;= 1.
 * </pre>
 *
 * <p>Every V that keeps the constraint bounds every network from below. Immutable and safe for use from many threads.
 *
 * @param rows patches of all samples
 * @param pooling of a filter's responses
 * @param norm of a filter
 * @param targets of the samples, all of weight 1
 * @param loss with its conjugate
 * @param beta weight decay, above 0
 */
public record NetworkProgram(
        PatchRows rows, Pooling pooling, FilterNorm norm, Targets targets, ConjugateLoss loss, double beta) {

    /**
     * @throws IllegalArgumentException if sizes do not agree or beta is not finite and above 0
     */
    public NetworkProgram {
        if (targets.samples() != rows.samples() || pooling.patches() != rows.patches()) {
            throw new IllegalArgumentException("NetworkProgram: rows of " + rows.samples() + " x " + rows.patches()
                    + " patches, targets of " + targets.samples() + " samples, pooling of " + pooling.patches());
        }
        if (norm.dimension() != rows.dimension()) {
            throw new IllegalArgumentException(
                    "NetworkProgram: patches of " + rows.dimension() + " numbers, but a norm of " + norm.dimension());
        }
        if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta must be finite and > 0, got " + beta);
        }
    }

    /** n. */
    public int samples() {
        return rows.samples();
    }

    /** Scores of a sample. */
    public int outputs() {
        return targets.outputs();
    }

    /** Numbers that weigh the responses of one filter: positions x outputs. */
    public int weightsOfNeuron() {
        return pooling.positions() * targets.outputs();
    }

    /** The pooled responses to a filter, row-major, samples x positions. Cost 2 n K h flops. */
    public double[] responses(double[] filter) {
        double[] responses = new double[samples() * pooling.positions()];
        for (int s = 0; s < samples(); s++) {
            pooling.apply(rows, s, filter, responses, s * pooling.positions());
        }
        return responses;
    }

    /** The scores of a network, row-major, samples x outputs. Cost 2 n K h flops a neuron. */
    public double[] scores(List<Neuron> network, Workers workers) {
        int positions = pooling.positions();
        int outputs = outputs();
        double[] scores = new double[samples() * outputs];
        workers.forEachChunk(samples(), (chunk, from, to) -> {
            double[] pooled = new double[positions];
            for (int s = from; s < to; s++) {
                for (Neuron neuron : network) {
                    pooling.apply(rows, s, neuron.filter(), pooled, 0);
                    for (int b = 0; b < positions; b++) {
                        for (int c = 0; c < outputs; c++) {
                            scores[s * outputs + c] += pooled[b] * neuron.weights()[b * outputs + c];
                        }
                    }
                }
            }
        });
        return scores;
    }

    /** The sum of the losses at these scores. */
    public double fit(double[] scores) {
        double sum = 0;
        for (int s = 0; s < samples(); s++) {
            sum += loss.value(scores, s * outputs(), targets, s);
        }
        return sum;
    }

    /** The weight decay of a network as it stands: {@code beta / 2 sum_j (N(u_j)^2 + |w_j|^2)}. */
    public double penalty(List<Neuron> network) {
        double sum = 0;
        for (Neuron neuron : network) {
            double size = norm.of(neuron.filter());
            double length = neuron.weightLength();
            sum += size * size + length * length;
        }
        return beta / 2 * sum;
    }

    /** The training objective of a network. */
    public double objective(List<Neuron> network, Workers workers) {
        return fit(scores(network, workers)) + penalty(network);
    }

    /** The objective of the network without neurons. */
    public double zeroObjective() {
        return fit(new double[samples() * outputs()]);
    }

    /** The dual point that belongs to scores, {@code V = -grad L}: row-major, samples x outputs. */
    public double[] dualPoint(double[] scores) {
        double[] dual = new double[scores.length];
        for (int s = 0; s < samples(); s++) {
            loss.gradient(scores, s * outputs(), targets, s, dual, s * outputs());
        }
        for (int i = 0; i < dual.length; i++) {
            dual[i] = -dual[i];
        }
        return dual;
    }

    /** The dual objective {@code -sum_s L*(-share v_s; y_s)}; minus infinity outside of the conjugate's domain. */
    public double dualObjective(double[] dual, double share) {
        double[] slope = new double[dual.length];
        for (int i = 0; i < dual.length; i++) {
            slope[i] = -share * dual[i];
        }
        double sum = 0;
        for (int s = 0; s < samples(); s++) {
            sum -= loss.conjugate(slope, s * outputs(), targets, s);
        }
        return sum;
    }

    /**
     * The dual objective at the multiple of V, up to V itself, that keeps the constraint if no filter of norm 1 has a larger pull
     * than this: then it bounds every network from below.
     *
     * @param largestPull above 0, or 0 for none
     */
    public double dualObjectiveInside(double[] dual, double largestPull) {
        return dualObjective(dual, Math.min(1, beta / largestPull));
    }

    /** {@code |phi(u)^T V|_F}: how much of the dual constraint's beta a filter of norm 1 takes. */
    public double pull(double[] filter, double[] dual) {
        return Vectors.length(correlations(filter, dual));
    }

    /** {@code phi(u)^T V}, row-major, positions x outputs. */
    public double[] correlations(double[] filter, double[] dual) {
        int positions = pooling.positions();
        int outputs = outputs();
        double[] sums = new double[positions * outputs];
        double[] pooled = new double[positions];
        for (int s = 0; s < samples(); s++) {
            pooling.apply(rows, s, filter, pooled, 0);
            for (int b = 0; b < positions; b++) {
                for (int c = 0; c < outputs; c++) {
                    sums[b * outputs + c] += pooled[b] * dual[s * outputs + c];
                }
            }
        }
        return sums;
    }
}
