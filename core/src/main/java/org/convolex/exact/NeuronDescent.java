package org.convolex.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convolex.linalg.Workers;
import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling.Reduction;

/**
 * Lowers the training objective of a network by moving all filters and weights at once: the factored form {@code Z_i = sum u_j
 * w_j^T} of Burer and Monteiro, without its cones, so that filters may cross from one activation pattern to another. It finds
 * local minima; neurons that the dual constraint asks for lead out of them.
 *
 * <p>A neuron of two rectified layers moves as {@code +-max(0, z(u).w)}, {@code w} having taken in the length of its output weight
 * and {@code z(u)} the pooled responses, so that its weight decay is that of the others; the sign stays.
 *
 * <p>Cost of a gradient: 6 n K h m + 4 n positions outputs m flops for m neurons. Memory O(m (K + h + positions outputs)) a
 * thread.
 */
final class NeuronDescent {
    private final NetworkProgram program;
    private final Workers workers;
    private final int dimension;
    private final int width;
    private final boolean layered;

    /** @throws IllegalArgumentException if the norm of filters is not Euclidean: its square would not be smooth */
    NeuronDescent(NetworkProgram program, Workers workers) {
        this.layered = program.pooling().reduction() == Reduction.LAYERED;
        if (program.norm().groups() != 1 && !layered) {
            throw new IllegalArgumentException("NeuronDescent: the norm of a filter must have one group, not "
                    + program.norm().groups());
        }
        this.program = program;
        this.workers = workers;
        this.dimension = program.rows().dimension();
        this.width = layered ? program.pooling().positions() : program.weightsOfNeuron();
    }

    /**
     * A network near a local minimum, from another one.
     *
     * @param settled stops when ten steps together bring less than this share of the objective
     */
    List<Neuron> descend(List<Neuron> network, int mostSteps, double settled, QuasiNewton.Listener listener) {
        int count = network.size();
        double[] point = new double[(dimension + width) * count];
        double[] signs = new double[count];
        for (int j = 0; j < count; j++) {
            Neuron neuron = moving(network.get(j));
            signs[j] = network.get(j).weights()[0] < 0 ? -1 : 1;
            for (int i = 0; i < dimension; i++) {
                point[i * count + j] = neuron.filter()[i];
            }
            for (int i = 0; i < width; i++) {
                point[(dimension + i) * count + j] = neuron.weights()[i];
            }
        }
        new QuasiNewton((at, gradient) -> objective(at, signs, gradient)).minimize(point, mostSteps, settled, listener);
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
            moved.add(atRest(new Neuron(filter, weights), signs[j]).balanced(program.norm()));
        }
        return moved;
    }

    /** The first filter and the second one, both of the same length, for a neuron of two rectified layers. */
    private Neuron moving(Neuron neuron) {
        if (!layered) {
            return neuron;
        }
        double[] first = Arrays.copyOf(neuron.filter(), dimension);
        double[] second = Arrays.copyOfRange(neuron.filter(), dimension, dimension + width);
        double length = program.norm().length(neuron.filter(), 0);
        double factor = Math.abs(neuron.weights()[0]) / (length == 0 ? 1 : length);
        for (int i = 0; i < width; i++) {
            second[i] *= factor;
        }
        return new Neuron(first, second).balanced(FilterNorm.euclidean(dimension));
    }

    private Neuron atRest(Neuron moved, double sign) {
        if (!layered) {
            return moved;
        }
        double[] both = Arrays.copyOf(moved.filter(), dimension + width);
        double length = program.norm().length(both, 0);
        for (int i = 0; i < width; i++) {
            both[dimension + i] = length * moved.weights()[i];
        }
        return new Neuron(both, new double[] {sign});
    }

    /** Objective and gradient; neurons are the innermost index, over which loops are long and contiguous. */
    private double objective(double[] point, double[] signs, double[] gradient) {
        int count = signs.length;
        double[] sums = workers.sumOverChunks(
                program.samples(), point.length + 1, (from, to) -> new Part(point, signs).over(from, to));
        double scale = layered ? 1 : program.norm().weights()[0];
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
        private final double[] signs;
        private final double[] sums;
        private final double[] responses;
        private final double[] pooled;
        private final double[] pulls;
        private final int[] winners;
        /** Of both layers' responses, before the last rectifier; only where there are two. */
        private final double[] second;

        Part(double[] point, double[] signs) {
            this.point = point;
            this.signs = signs;
            this.count = signs.length;
            this.second = new double[layered ? count : 0];
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
                if (layered) {
                    overTwoLayers(s, scores, slopes);
                    continue;
                }
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

        private void overTwoLayers(int sample, double[] scores, double[] slopes) {
            Arrays.fill(second, 0);
            int positions = program.pooling().positions();
            for (int b = 0; b < positions; b++) {
                for (int j = 0; j < count; j++) {
                    second[j] += pooled[b * count + j] * point[weightsAt(b, 0) + j];
                }
            }
            scores[0] = 0;
            for (int j = 0; j < count; j++) {
                scores[0] += signs[j] * Math.max(0, second[j]);
            }
            sums[point.length] += lossOf(sample, scores, slopes);
            for (int j = 0; j < count; j++) {
                second[j] = second[j] > 0 ? slopes[0] * signs[j] : 0;
            }
            for (int b = 0; b < positions; b++) {
                for (int j = 0; j < count; j++) {
                    sums[weightsAt(b, 0) + j] += second[j] * pooled[b * count + j];
                    pulls[b * count + j] = second[j] * point[weightsAt(b, 0) + j];
                }
            }
            pullBack(sample);
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
