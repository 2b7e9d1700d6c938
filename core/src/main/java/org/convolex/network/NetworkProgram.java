package org.convolex.network;

import java.util.ArrayList;
import java.util.List;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Pooling.Reduction;
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
 * <p>Where pooling holds a second layer, u_j stands for both of its layers (u, w), with |u| = 1 and N(u, w) = |w|.
 *
 * <p>Every V that keeps the constraint bounds every network from below.
 *
 * <p>Where there are {@link Gates}, phi_s(u) of a neuron is the sum of those responses that its gate lets through: the networks are
 * the gated ones with these gates, and the constraint holds for each gate.
 *
 * <p>Immutable and safe for use from many threads.
 *
 * @param rows patches of all samples
 * @param pooling of a filter's responses
 * @param norm of a filter
 * @param targets of the samples, all of weight 1
 * @param loss with its conjugate
 * @param beta weight decay, above 0
 * @param gates which patches count; {@link Gates#NONE} but for linear pooling
 */
public record NetworkProgram(
        PatchRows rows,
        Pooling pooling,
        FilterNorm norm,
        Targets targets,
        ConjugateLoss loss,
        double beta,
        Gates gates) {

    /** A program without gates. */
    public NetworkProgram(
            PatchRows rows, Pooling pooling, FilterNorm norm, Targets targets, ConjugateLoss loss, double beta) {
        this(rows, pooling, norm, targets, loss, beta, Gates.NONE);
    }

    /**
     * @throws IllegalArgumentException if sizes do not agree or beta is not finite and above 0
     */
    public NetworkProgram {
        if (targets.samples() != rows.samples() || pooling.patches() != rows.patches()) {
            throw new IllegalArgumentException("NetworkProgram: rows of " + rows.samples() + " x " + rows.patches()
                    + " patches, targets of " + targets.samples() + " samples, pooling of " + pooling.patches());
        }
        if (norm.dimension() != pooling.filterLength(rows.dimension())) {
            throw new IllegalArgumentException("NetworkProgram: filters of " + pooling.filterLength(rows.dimension())
                    + " numbers, but a norm of " + norm.dimension());
        }
        if (pooling.reduction() == Pooling.Reduction.LAYERED && targets.outputs() != 1) {
            throw new IllegalArgumentException(
                    "NetworkProgram: a second layer gives one score, but there are " + targets.outputs());
        }
        if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta must be finite and > 0, got " + beta);
        }
        if (gates.count() > 0
                && (pooling.reduction() != Reduction.LINEAR || gates.filters()[0].length != rows.dimension())) {
            throw new IllegalArgumentException("NetworkProgram: gates of " + gates.filters()[0].length
                    + " numbers with pooling " + pooling.reduction() + " of patches of " + rows.dimension());
        }
    }

    /** The same program with another weight decay. */
    public NetworkProgram withBeta(double value) {
        return new NetworkProgram(rows, pooling, norm, targets, loss, value, gates);
    }

    /** The program of the neurons behind one gate: linear, on what the gate lets through. Cost about 3 n K h flops. */
    public NetworkProgram behind(int gate, Workers workers) {
        return new NetworkProgram(
                gates.through(rows, pooling, gate, workers),
                Pooling.none(Reduction.LINEAR, pooling.positions()),
                norm,
                targets,
                loss,
                beta);
    }

    /** n. */
    public int samples() {
        return rows.samples();
    }

    /** Scores of a sample. */
    public int outputs() {
        return targets.outputs();
    }

    /** Numbers of a filter: h, and the weights of a second layer where pooling has one. */
    public int filterLength() {
        return norm.dimension();
    }

    /** Numbers that weigh the responses of one filter: results of pooling x outputs. */
    public int weightsOfNeuron() {
        return pooling.results() * targets.outputs();
    }

    /** The pooled responses to a filter, row-major, samples x results, of a program without gates. Cost 2 n K h flops. */
    public double[] responses(double[] filter) {
        double[] responses = new double[samples() * pooling.results()];
        for (int s = 0; s < samples(); s++) {
            pooling.apply(rows, s, filter, responses, s * pooling.results());
        }
        return responses;
    }

    /** The scores of a network, row-major, samples x outputs. Cost 2 n K h flops a neuron, or 3 n K h a gate. */
    public double[] scores(List<Neuron> network, Workers workers) {
        return gates.count() == 0 ? ungatedScores(network, workers) : gatedScores(network, workers);
    }

    private double[] gatedScores(List<Neuron> network, Workers workers) {
        List<List<Neuron>> ofGate = new ArrayList<>();
        for (int gate = 0; gate < gates.count(); gate++) {
            ofGate.add(new ArrayList<>());
        }
        for (Neuron neuron : network) {
            ofGate.get(neuron.gate()).add(neuron);
        }
        double[] scores = new double[samples() * outputs()];
        for (int gate = 0; gate < gates.count(); gate++) {
            if (!ofGate.get(gate).isEmpty()) {
                double[] part = behind(gate, workers).scores(ofGate.get(gate), workers);
                for (int i = 0; i < part.length; i++) {
                    scores[i] += part[i];
                }
            }
        }
        return scores;
    }

    private double[] ungatedScores(List<Neuron> network, Workers workers) {
        int positions = pooling.results();
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

    /** {@code |phi(u)^T V|_F}: how much of the dual constraint's beta a filter of norm 1 takes, without gates. */
    public double pull(double[] filter, double[] dual) {
        return Vectors.length(correlations(filter, dual));
    }

    /** {@code phi(u)^T V}, row-major, results x outputs, without gates. */
    public double[] correlations(double[] filter, double[] dual) {
        int positions = pooling.results();
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
