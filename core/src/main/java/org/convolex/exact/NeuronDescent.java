package org.convolex.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling.Reduction;

/**
 * Lowers the training objective of a network by moving all filters and weights at once: the factored form {@code Z_i = sum u_j
 * w_j^T} of Burer and Monteiro, without its cones, so that filters may cross from one activation pattern to another. It finds
 * local minima; neurons that the dual constraint asks for lead out of them.
 *
 * <p>Cost of a gradient: 6 n K h m + 4 n positions outputs m flops for m neurons. Memory O(m (K + h + positions outputs)) a
 * thread.
 */
final class NeuronDescent {
    private final NetworkProgram program;
    private final Workers workers;
    private final int dimension;
    private final int width;

    /** @throws IllegalArgumentException if the norm of filters is not Euclidean: its square would not be smooth */
    NeuronDescent(NetworkProgram program, Workers workers) {
        if (program.norm().groups() != 1) {
            throw new IllegalArgumentException("NeuronDescent: the norm of a filter must have one group, not "
                    + program.norm().groups());
        }
        this.program = program;
        this.workers = workers;
        this.dimension = program.rows().dimension();
        this.width = program.weightsOfNeuron();
    }

    /**
     * A network near a local minimum, from another one.
     *
     * @param settled stops when ten steps together bring less than this share of the objective
     */
    List<Neuron> descend(List<Neuron> network, int mostSteps, double settled, QuasiNewton.Listener listener) {
        int count = network.size();
        double[] point = new double[(dimension + width) * count];
        for (int j = 0; j < count; j++) {
            Neuron neuron = network.get(j);
            for (int i = 0; i < dimension; i++) {
                point[i * count + j] = neuron.filter()[i];
            }
            for (int i = 0; i < width; i++) {
                point[(dimension + i) * count + j] = neuron.weights()[i];
            }
        }
        new QuasiNewton((at, gradient) -> objective(at, count, gradient)).minimize(point, mostSteps, settled, listener);
        List<Neuron> moved = new ArrayList<>();
        for (int j = 0; j < count; j++) {
            double[] filter = new double[dimension];
            double[] weights = new double[width];
            for (int i = 0; i < dimension; i++) {
                filter[i] = point[i * count + j];
            }
            for (int i = 0; i < width; i++) {
                weights[i] = point[(dimension + i) * count + j];
            }
            moved.add(new Neuron(filter, weights).balanced(program.norm()));
        }
        return moved;
    }

    /** Objective and gradient; neurons are the innermost index, over which loops are long and contiguous. */
    private double objective(double[] point, int count, double[] gradient) {
        double[] sums = workers.sumOverChunks(
                program.samples(), point.length + 1, (from, to) -> new Part(point, count).over(from, to));
        double scale = program.norm().weights()[0];
        double value = sums[point.length];
        for (int i = 0; i < point.length; i++) {
            double decay = program.beta() * (i < dimension * count ? scale * scale : 1) * point[i];
            gradient[i] = sums[i] + decay;
            value += decay * point[i] / 2;
        }
        return value;
    }

    /** A range of samples. */
    private final class Part {
        private final double[] point;
        private final int count;
        private final double[] sums;
        private final double[] responses;
        private final double[] pooled;
        private final double[] pulls;
        private final int[] winners;

        Part(double[] point, int count) {
            this.point = point;
            this.count = count;
            this.sums = new double[point.length + 1];
            this.responses = new double[program.rows().patches() * count];
            this.pooled = new double[program.pooling().positions() * count];
            this.pulls = new double[program.pooling().positions() * count];
            this.winners = new int[program.pooling().positions() * count];
        }

        double[] over(int from, int to) {
            int outputs = program.outputs();
            double[] scores = new double[outputs];
            double[] slopes = new double[outputs];
            for (int s = from; s < to; s++) {
                respond(s);
                pool();
                for (int c = 0; c < outputs; c++) {
                    scores[c] = 0;
                    for (int b = 0; b < program.pooling().positions(); b++) {
                        scores[c] += inner(pooled, b * count, point, weightsAt(b, c));
                    }
                }
                sums[point.length] += lossOf(s, scores, slopes);
                Arrays.fill(pulls, 0);
                for (int b = 0; b < program.pooling().positions(); b++) {
                    for (int c = 0; c < outputs; c++) {
                        addTo(sums, weightsAt(b, c), slopes[c], pooled, b * count);
                        addTo(pulls, b * count, slopes[c], point, weightsAt(b, c));
                    }
                }
                pullBack(s);
            }
            return sums;
        }

        private int weightsAt(int position, int output) {
            return (dimension + position * program.outputs() + output) * count;
        }

        /** The loss and its slopes; the targets are those of sample s, the scores stand alone. */
        private double lossOf(int sample, double[] scores, double[] slopes) {
            return program.loss().gradient(scores, 0, program.targets(), sample, slopes, 0);
        }

        private void respond(int sample) {
            PatchRows rows = program.rows();
            Arrays.fill(responses, 0);
            for (int k = 0; k < rows.patches(); k++) {
                int row = (sample * rows.patches() + k) * dimension;
                for (int i = 0; i < dimension; i++) {
                    double x = rows.values()[row + i];
                    if (x != 0) {
                        addTo(responses, k * count, x, point, i * count);
                    }
                }
            }
        }

        private void pool() {
            Arrays.fill(pooled, 0);
            Arrays.fill(winners, -1);
            boolean maximum = program.pooling().reduction() == Reduction.MAX;
            for (int k = 0; k < program.rows().patches(); k++) {
                int to = program.pooling().positionOf()[k] * count;
                int from = k * count;
                if (maximum) {
                    for (int j = 0; j < count; j++) {
                        if (responses[from + j] > pooled[to + j]) {
                            pooled[to + j] = responses[from + j];
                            winners[to + j] = k;
                        }
                    }
                } else {
                    for (int j = 0; j < count; j++) {
                        pooled[to + j] += Math.max(0, responses[from + j]);
                    }
                }
            }
        }

        /** From the slopes in pooled responses to those in filters. */
        private void pullBack(int sample) {
            PatchRows rows = program.rows();
            boolean maximum = program.pooling().reduction() == Reduction.MAX;
            for (int k = 0; k < rows.patches(); k++) {
                int position = program.pooling().positionOf()[k] * count;
                int at = k * count;
                if (maximum) {
                    for (int j = 0; j < count; j++) {
                        responses[at + j] = winners[position + j] == k ? pulls[position + j] : 0;
                    }
                } else {
                    for (int j = 0; j < count; j++) {
                        responses[at + j] = responses[at + j] > 0 ? pulls[position + j] : 0;
                    }
                }
                int row = (sample * rows.patches() + k) * dimension;
                for (int i = 0; i < dimension; i++) {
                    double x = rows.values()[row + i];
                    if (x != 0) {
                        addTo(sums, i * count, x, responses, at);
                    }
                }
            }
        }

        private double inner(double[] a, int from, double[] b, int at) {
            double sum = 0;
            for (int j = 0; j < count; j++) {
                sum += a[from + j] * b[at + j];
            }
            return sum;
        }

        private void addTo(double[] target, int to, double factor, double[] source, int from) {
            for (int j = 0; j < count; j++) {
                target[to + j] += factor * source[from + j];
            }
        }
    }
}
