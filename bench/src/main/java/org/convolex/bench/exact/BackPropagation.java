package org.convolex.bench.exact;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.convolex.bench.PyTorch;
import org.convolex.bench.Stopwatch;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling.Reduction;

/**
 * The same network as an exact program's, of a fixed width, trained by back-propagation in PyTorch through DJL: mini-batches of 50,
 * single precision, the training objective over the number of images as its loss. A rate that no longer lowers the objective
 * is halved, and the run ends after a few halvings. What counts is the lowest objective seen, in double precision; computing it
 * is not counted as time of the run.
 *
 * @param program one position, sums of rectified responses
 * @param width neurons
 * @param mostEpochs of a run
 */
record BackPropagation(NetworkProgram program, int width, int mostEpochs, Workers workers) {
    private static final int BATCH = 50;
    private static final int LOOK_EVERY = 5;
    private static final int PATIENCE = 4;
    private static final int HALVINGS = 6;
    private static final double FALLS = 1e-3;

    static {
        PyTorch.silence();
    }

    BackPropagation {
        if (program.pooling().reduction() != Reduction.SUM || program.pooling().positions() != 1) {
            throw new IllegalArgumentException("BackPropagation: one position of sums is expected");
        }
    }

    /** How steps are taken. */
    enum Method {
        SGD {
            @Override
            Optimizer optimizer(Tracker rate) {
                return Optimizer.sgd()
                        .setLearningRateTracker(rate)
                        .optMomentum(0.9f)
                        .build();
            }
        },
        ADAM {
            @Override
            Optimizer optimizer(Tracker rate) {
                return Optimizer.adam().optLearningRateTracker(rate).build();
            }
        };

        abstract Optimizer optimizer(Tracker rate);

        String label() {
            return this == SGD ? "SGD" : "Adam";
        }
    }

    /**
     * A finished run.
     *
     * @param objective the lowest, of the whole program
     * @param network with that objective
     * @param seconds of processor time
     * @param curve such seconds and lowest objectives so far
     */
    record Run(
            Method method,
            double rate,
            long seed,
            double objective,
            List<Neuron> network,
            double seconds,
            int epochs,
            List<double[]> curve) {
        String name() {
            return String.format(Locale.ROOT, "%s, rate %.3g, seed %d", method.label(), rate, seed);
        }
    }

    Run run(Method method, double rate, long seed) {
        PatchRows rows = program.rows();
        SplittableRandom random = new SplittableRandom(seed);
        double[] factor = {1};
        Tracker tracker = new Tracker() {
            @Override
            public float getNewValue(int update) {
                return (float) (rate * factor[0]);
            }
        };
        Optimizer optimizer = method.optimizer(tracker);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), PyTorch.ENGINE)) {
            NDArray patches = manager.create(
                    floats(rows.values()), new Shape(rows.samples(), (long) rows.patches() * rows.dimension()));
            NDArray targets = manager.create(program.targets().values(), new Shape(rows.samples(), program.outputs()));
            NDArray filters = normal(manager, random, rows.dimension(), width, Math.sqrt(2.0 / rows.dimension()));
            NDArray weights = normal(manager, random, width, program.outputs(), Math.sqrt(1.0 / width));
            filters.setRequiresGradient(true);
            weights.setRequiresGradient(true);
            List<Neuron> network = network(filters, weights);
            double best = program.objective(network, workers);
            List<double[]> curve = new ArrayList<>();
            curve.add(new double[] {0, best});
            double settled = best;
            double seconds = 0;
            int idle = 0;
            int halvings = 0;
            int epoch = 0;
            int[] order = new int[rows.samples()];
            while (epoch < mostEpochs && halvings <= HALVINGS) {
                Stopwatch watch = new Stopwatch();
                for (int i = 0; i < LOOK_EVERY; i++, epoch++) {
                    PyTorch.shuffle(order, random);
                    for (int from = 0; from < order.length; from += BATCH) {
                        int count = Math.min(BATCH, order.length - from);
                        step(patches, targets, filters, weights, optimizer, manager, order, from, count);
                    }
                }
                seconds += watch.processorSeconds();
                List<Neuron> reached = network(filters, weights);
                double objective = program.objective(reached, workers);
                if (objective < best) {
                    best = objective;
                    network = reached;
                }
                curve.add(new double[] {seconds, best});
                if (!Double.isFinite(objective)) {
                    break;
                }
                if (best < settled * (1 - FALLS)) {
                    settled = best;
                    idle = 0;
                } else if (++idle == PATIENCE) {
                    factor[0] /= 2;
                    halvings++;
                    idle = 0;
                    settled = best;
                }
            }
            return new Run(method, rate, seed, best, network, seconds, epoch, List.copyOf(curve));
        }
    }

    private void step(
            NDArray patches,
            NDArray targets,
            NDArray filters,
            NDArray weights,
            Optimizer optimizer,
            NDManager manager,
            int[] order,
            int from,
            int count) {
        int[] chosen = Arrays.copyOfRange(order, from, from + count);
        try (NDScope scope = new NDScope()) { // closes what a step makes
            scope.suppressNotUsedWarning();
            NDIndex index = new NDIndex("{}", manager.create(chosen));
            try (GradientCollector collector = Engine.getEngine(PyTorch.ENGINE).newGradientCollector()) {
                int patchesOfImage = program.rows().patches();
                NDArray batch = patches.get(index)
                        .reshape((long) count * patchesOfImage, program.rows().dimension());
                NDArray responses = batch.matMul(filters)
                        .getNDArrayInternal()
                        .relu()
                        .reshape(count, patchesOfImage, width)
                        .sum(new int[] {1});
                NDArray fit =
                        loss(responses.matMul(weights), targets.get(index)).div(count);
                NDArray squares = filters.square().sum().add(weights.square().sum());
                collector.backward(fit.add(squares.mul(program.beta() / 2 / program.samples())));
            }
        }
        try (NDArray slopes = filters.getGradient()) {
            optimizer.update("filters", filters, slopes);
        }
        try (NDArray slopes = weights.getGradient()) {
            optimizer.update("weights", weights, slopes);
        }
    }

    /** The sum over a batch; logistic, of one score or several. */
    private static NDArray loss(NDArray scores, NDArray targets) {
        if (scores.getShape().get(1) == 1) {
            NDArray positive = scores.getNDArrayInternal().relu();
            return positive.add(scores.abs().neg().exp().add(1).log())
                    .sub(targets.mul(scores))
                    .sum();
        }
        return scores.logSoftmax(1).mul(targets).sum().neg();
    }

    private List<Neuron> network(NDArray filters, NDArray weights) {
        float[] u = filters.toFloatArray();
        float[] w = weights.toFloatArray();
        int dimension = program.rows().dimension();
        int outputs = program.outputs();
        List<Neuron> network = new ArrayList<>();
        for (int j = 0; j < width; j++) {
            double[] filter = new double[dimension];
            double[] out = new double[outputs];
            for (int i = 0; i < dimension; i++) {
                filter[i] = u[i * width + j];
            }
            for (int c = 0; c < outputs; c++) {
                out[c] = w[j * outputs + c];
            }
            network.add(new Neuron(filter, out));
        }
        return network;
    }

    private static NDArray normal(NDManager manager, SplittableRandom random, int rows, int columns, double deviation) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return manager.create(values, new Shape(rows, columns));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
