package org.convolex.ccnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.optim.Loss;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.Solver;
import org.convolex.optim.Solvers;
import org.convolex.optim.SquaredLoss;

/**
 * All settings of a convexified CNN of one or more layers. Immutable; made by {@link #builder}.
 *
 * @param layers the layers, from the one that sees the images to the one that predicts
 * @param loss of the programs of all layers; empty: logistic for classes, squared for real targets
 * @param classWeights how much an image of each class counts
 * @param shifts copies of each image to train on, too
 * @param solver of the restricted programs, by a name of {@link Solvers}
 * @param gap the relative gap asked of each layer's solve; layers below the last are content with {@link #hiddenGap}
 * @param maxSeconds of the whole training; infinite for none
 * @param validationShare of the training images held out while choosing, where no validation images are given
 * @param memoryBytes that the training may hold
 * @param seed of all random draws
 */
public record CcnnSettings(
        List<LayerSettings> layers,
        Optional<Loss> loss,
        ClassWeights classWeights,
        RandomShifts shifts,
        String solver,
        double gap,
        double maxSeconds,
        double validationShare,
        long memoryBytes,
        long seed) {

    /** Choose gamma or R on validation. */
    public static final double AUTO = LayerSettings.AUTO;

    /** Choose the patch by the size of the images. */
    public static final int AUTO_PATCH = LayerSettings.AUTO_PATCH;

    /** Choose the number of filters on validation. */
    public static final int AUTO_FILTERS = LayerSettings.AUTO_FILTERS;

    private static final double GAP = 1e-3;
    private static final double GAP_OF_SEVERAL = 1e-2;

    /** From this relative gap on, the way to the optimum matters more than its end. */
    private static final double LARGE_GAP = 1e-2;

    /** The filters of a hidden layer settle long before its objective does. */
    private static final double HIDDEN_GAP = 2e-2;

    /**
     * @throws InvalidInputException if a value is out of its range; geometry is checked against the images later
     */
    public CcnnSettings {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new InvalidInputException("layers must be >= 1, got 0");
        }
        if (!Solvers.names().contains(solver)) {
            throw new InvalidInputException(
                    "solver must be one of " + String.join(", ", Solvers.names()) + ", got '" + solver + "'");
        }
        if (!(gap > 0 && gap < 1)) {
            throw new InvalidInputException("gap must be in (0, 1), got " + gap);
        }
        if (!(maxSeconds > 0)) {
            throw new InvalidInputException("max-seconds must be > 0, got " + maxSeconds);
        }
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new InvalidInputException("validation share must be in (0, 1), got " + validationShare);
        }
        if (memoryBytes < 1) {
            throw new InvalidInputException("memory must be > 0, got " + memoryBytes);
        }
    }

    /** The settings of one layer; the first has number 1. */
    public LayerSettings layer(int number) {
        return layers.get(number - 1);
    }

    /**
     * The loss to train with on these images.
     *
     * @throws InvalidInputException if the images have real targets, and the loss needs classes
     */
    Loss lossFor(Dataset training) {
        if (training.labelled()) {
            return loss.orElseGet(MultinomialLogistic::new);
        }
        Loss chosen = loss.orElseGet(SquaredLoss::new);
        if (chosen.needsClasses()) {
            throw new InvalidInputException("loss " + chosen.name()
                    + " is for classes, but the images have real targets: use squared or huber");
        }
        return chosen;
    }

    /** The relative gap asked of a layer. */
    public double gap(int layer) {
        return layer == layers.size() ? gap : hiddenGap();
    }

    /**
     * The solver of a layer's restricted programs. The subspace solver is the first to arrive at small gaps, with few directions.
     * To a large one, accelerated steps come as fast, and bring a point of many directions, which predicts better and gives the
     * layer above more filters.
     *
     * @param storage how it holds samples that it restricts
     */
    public Solver solver(int layer, SampleStorage storage) {
        boolean open = solver.equals(Solvers.AUTO);
        return Solvers.byName(open && gap(layer) >= LARGE_GAP ? Solvers.ACCELERATED : solver, storage, seed);
    }

    /** The relative gap asked of the layers below the last: the asked one, or 2e-2 where that is less. */
    public double hiddenGap() {
        return Math.max(gap, HIDDEN_GAP);
    }

    /**
     * A builder that starts from the defaults: one layer, patches by the images' size, 500 features in the first layer and
     * 1500 in those above, 2 x 2 pooling, gamma, R and the number of filters chosen on validation, a relative gap of 1e-3 of
     * one layer and 1e-2 of several, nine tenths of the heap.
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Changes some settings and leaves the others; each is described at {@link CcnnSettings} and {@link LayerSettings}.
     * Those of layers take one value for all layers, or one for each. Not thread-safe.
     */
    public static final class Builder {
        private static final int[] FEATURES = {500, 1500};
        private static final int FEATURES_A_DIRECTION = 10;
        private static final int FEWEST_DIRECTIONS = 50;

        private int layers = 1;
        private int[] patch = {LayerSettings.AUTO_PATCH};
        private int[] stride = {1};
        private int[] padding = {0};
        private int[] pool = {2};
        private KernelFamily[] kernel = {KernelFamily.GAUSSIAN};
        private MapKind[] map = {};
        private int[] features = {};
        private double[] gamma = {LayerSettings.AUTO};
        private double[] radius = {LayerSettings.AUTO};
        private double[] contrast = {0.2};
        private double[] whitening = {0.1};
        private int[] filters = {LayerSettings.AUTO_FILTERS};
        private int[] directions = {};
        private Optional<Loss> loss = Optional.empty();
        private ClassWeights classWeights = ClassWeights.NONE;
        private RandomShifts shifts = RandomShifts.NONE;
        private String solver = Solvers.AUTO;
        private OptionalDouble gap = OptionalDouble.empty();
        private double maxSeconds = Double.POSITIVE_INFINITY;
        private double validationShare = 0.2;
        private long memoryBytes = Runtime.getRuntime().maxMemory() / 10 * 9;
        private long seed = 1;

        private Builder() {}

        /** The number of layers. */
        public Builder layers(int value) {
            layers = value;
            return this;
        }

        public Builder patch(int... values) {
            patch = values.clone();
            return this;
        }

        public Builder stride(int... values) {
            stride = values.clone();
            return this;
        }

        public Builder padding(int... values) {
            padding = values.clone();
            return this;
        }

        public Builder kernel(KernelFamily... values) {
            kernel = values.clone();
            return this;
        }

        /** Without values, the default of each layer's kernel. */
        public Builder map(MapKind... values) {
            map = values.clone();
            return this;
        }

        public Builder pool(int... values) {
            pool = values.clone();
            return this;
        }

        public Builder features(int... values) {
            features = values.clone();
            return this;
        }

        public Builder gamma(double... values) {
            gamma = values.clone();
            return this;
        }

        public Builder radius(double... values) {
            radius = values.clone();
            return this;
        }

        public Builder contrast(double... values) {
            contrast = values.clone();
            return this;
        }

        public Builder whitening(double... values) {
            whitening = values.clone();
            return this;
        }

        public Builder filters(int... values) {
            filters = values.clone();
            return this;
        }

        public Builder directions(int... values) {
            directions = values.clone();
            return this;
        }

        /** Without it, the default of what the images are labelled with. */
        public Builder loss(Loss value) {
            loss = Optional.of(value);
            return this;
        }

        public Builder classWeights(ClassWeights value) {
            classWeights = value;
            return this;
        }

        public Builder shifts(RandomShifts value) {
            shifts = value;
            return this;
        }

        public Builder solver(String value) {
            solver = value;
            return this;
        }

        public Builder gap(double value) {
            gap = OptionalDouble.of(value);
            return this;
        }

        public Builder maxSeconds(double value) {
            maxSeconds = value;
            return this;
        }

        public Builder validationShare(double value) {
            validationShare = value;
            return this;
        }

        public Builder memoryBytes(long value) {
            memoryBytes = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * @throws InvalidInputException if a value is out of its range, or there are more or fewer values than layers
         */
        public CcnnSettings build() {
            if (layers < 1) {
                throw new InvalidInputException("layers must be >= 1, got " + layers);
            }
            List<LayerSettings> all = new ArrayList<>();
            for (int i = 0; i < layers; i++) {
                all.add(layer(i));
            }
            return new CcnnSettings(
                    all, loss, classWeights, shifts, solver, gap(), maxSeconds, validationShare, memoryBytes, seed);
        }

        /** Of several layers, each is only as good as what the one below it shows: the last digit of the optimum is lost on them. */
        private double gap() {
            return gap.orElse(layers == 1 ? GAP : GAP_OF_SEVERAL);
        }

        private LayerSettings layer(int i) {
            int m = features.length == 0 ? FEATURES[Math.min(i, FEATURES.length - 1)] : pick("features", features, i);
            int q = directions.length == 0
                    ? Math.max(FEWEST_DIRECTIONS, m / FEATURES_A_DIRECTION)
                    : pick("directions", directions, i);
            KernelFamily family = kernel[pickIndex("kernel", kernel.length, i)];
            return new LayerSettings(
                    pick("patch", patch, i),
                    pick("stride", stride, i),
                    pick("padding", padding, i),
                    pick("pool", pool, i),
                    family,
                    map.length == 0 ? MapKind.defaultOf(family) : map[pickIndex("map", map.length, i)],
                    m,
                    pick("gamma", gamma, i),
                    pick("radius", radius, i),
                    pick("contrast", contrast, i),
                    pick("whitening", whitening, i),
                    pick("filters", filters, i),
                    q);
        }

        private int pick(String name, int[] values, int i) {
            return (int) pick(name, Arrays.stream(values).asDoubleStream().toArray(), i);
        }

        private double pick(String name, double[] values, int i) {
            return values[pickIndex(name, values.length, i)];
        }

        private int pickIndex(String name, int values, int i) {
            if (values != 1 && values != layers) {
                throw new InvalidInputException(
                        name + ": " + values + " values for " + layers + (layers == 1 ? " layer" : " layers"));
            }
            return values == 1 ? 0 : i;
        }
    }
}
