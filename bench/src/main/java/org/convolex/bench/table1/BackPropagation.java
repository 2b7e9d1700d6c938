package org.convolex.bench.table1;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.convolex.Evaluation;
import org.convolex.bench.PyTorch;
import org.convolex.bench.Stopwatch;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;

/**
 * A network trained by back-propagation: PyTorch through DJL, Adam on batches of 50, the rate falling linearly to zero. Each image
 * is brought to mean 0 and variance 1. The initial rate is chosen on the validation images, by trainings a third as long.
 */
final class BackPropagation implements Method {
    private static final int BATCH = 50;
    private static final int TEST_BATCH = 500;
    private static final int TUNING_SHARE = 3;
    private static final int SEED = 1;

    private final String name;
    private final Architecture architecture;

    BackPropagation(String name, Architecture architecture) {
        this.name = name;
        this.architecture = architecture;
    }

    static {
        PyTorch.silence();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> missing() {
        return PyTorch.available()
                ? Optional.empty()
                : Optional.of("PyTorch for this platform is not on the class path; bench/pom.xml has Linux on x86_64");
    }

    @Override
    public Outcome run(Task task) {
        System.setProperty(
                "ai.djl.pytorch.num_threads", Integer.toString(task.workers().threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Stopwatch tuning = new Stopwatch();
        NormalizedImages train = NormalizedImages.of(task.train());
        NormalizedImages valid = NormalizedImages.of(task.valid());
        double rate = chooseRate(task, train, valid);
        Stopwatch training = new Stopwatch();
        try (Network network = new Network(task.train(), rate, task.effort().epochs())) {
            network.train(train);
            double secondsFinal = training.seconds();
            double secondsTuned = tuning.seconds();
            double processorSeconds = tuning.processorSeconds();
            return new Outcome(
                    network.error(valid),
                    network.error(NormalizedImages.of(task.test())),
                    secondsFinal,
                    secondsTuned,
                    processorSeconds,
                    String.format(
                            Locale.ROOT,
                            "rate %.3g, %d epochs",
                            rate,
                            task.effort().epochs()));
        }
    }

    private double chooseRate(Task task, NormalizedImages train, NormalizedImages valid) {
        double best = Double.NaN;
        double bestError = Double.POSITIVE_INFINITY;
        for (double rate : task.effort().settings(3e-4, 1e-3, 3e-3, 1e-2)) {
            try (Network network =
                    new Network(task.train(), rate, Math.max(1, task.effort().epochs() / TUNING_SHARE))) {
                network.train(train);
                double error = network.error(valid);
                if (error < bestError) {
                    best = rate;
                    bestError = error;
                }
            }
        }
        return best;
    }

    /** One network in training. */
    private final class Network implements AutoCloseable {
        private final int classes;
        private final Shape oneImage;
        private final int epochs;
        private final Model model;
        private final Trainer trainer;

        Network(Dataset images, double rate, int epochs) {
            ImageShape shape = images.shape();
            this.classes = images.classes();
            this.oneImage = new Shape(shape.channels(), shape.height(), shape.width());
            this.epochs = epochs;
            Engine.getEngine(PyTorch.ENGINE).setRandomSeed(SEED);
            model = Model.newInstance(name, Device.cpu(), PyTorch.ENGINE);
            model.setBlock(architecture.block(classes));
            int steps = epochs * ((images.size() + BATCH - 1) / BATCH);
            Tracker falling = new Tracker() {
                @Override
                public float getNewValue(int update) {
                    return (float) (rate * Math.max(0, steps - update + 1) / steps);
                }
            };
            trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(
                            Optimizer.adam().optLearningRateTracker(falling).build())
                    .optDevices(new Device[] {Device.cpu()}));
            trainer.initialize(batchShape(BATCH));
        }

        private Shape batchShape(int images) {
            return new Shape(images).addAll(oneImage);
        }

        void train(NormalizedImages images) {
            SplittableRandom random = new SplittableRandom(SEED);
            int[] order = new int[images.size()];
            for (int epoch = 0; epoch < epochs; epoch++) {
                PyTorch.shuffle(order, random);
                for (int from = 0; from < order.length; from += BATCH) {
                    step(images, order, from, Math.min(BATCH, order.length - from));
                }
            }
        }

        private void step(NormalizedImages images, int[] order, int from, int count) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                NDArray pixels = manager.create(images.pixels(order, from, count), batchShape(count));
                NDArray labels = manager.create(images.labels(order, from, count), new Shape(count));
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDList scores = trainer.forward(new NDList(pixels));
                    collector.backward(trainer.getLoss().evaluate(new NDList(labels), scores));
                }
                trainer.step();
            }
        }

        double error(NormalizedImages images) {
            int[] order = new int[images.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            int mistakes = 0;
            for (int from = 0; from < order.length; from += TEST_BATCH) {
                int count = Math.min(TEST_BATCH, order.length - from);
                int[] predicted;
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    NDArray pixels = manager.create(images.pixels(order, from, count), batchShape(count));
                    predicted = Evaluation.classesOf(
                            trainer.evaluate(new NDList(pixels))
                                    .singletonOrThrow()
                                    .toFloatArray(),
                            classes);
                }
                float[] labels = images.labels(order, from, count);
                for (int i = 0; i < count; i++) {
                    mistakes += predicted[i] == (int) labels[i] ? 0 : 1;
                }
            }
            return (double) mistakes / order.length;
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }
}
