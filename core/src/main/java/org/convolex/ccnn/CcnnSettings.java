package org.convolex.ccnn;

import java.util.Map;
import java.util.TreeMap;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.optim.Loss;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.Solvers;
import org.convolex.patch.PatchGrid;

/**
 * All settings of a one-layer convexified CNN. Immutable; made by {@link #builder}.
 *
 * @param patch side of a patch, in pixels; {@link #AUTO_PATCH}: 5, or 3 where a side of the images is below 16 pixels
 * @param stride distance of neighbouring patches, in pixels
 * @param padding zeros around the image, in pixels
 * @param pool side of an average-pooling window, in patches
 * @param features random Fourier features m of a patch
 * @param gamma of the Gaussian kernel on whitened patches; NaN: chosen on validation
 * @param radius R, the bound on ||A||_*; NaN: chosen on validation
 * @param contrast constant of the local contrast normalization
 * @param whitening epsilon of the ZCA whitening
 * @param loss of the program
 * @param classWeights how much an image of each class counts
 * @param solver of the restricted programs, by a name of {@link Solvers}
 * @param gap the relative gap asked of the final solve
 * @param maxSeconds of the whole training; infinite for none
 * @param validationShare of the training images held out while choosing, where no validation images are given
 * @param directions in the working set to begin with
 * @param memoryBytes that the training may hold
 * @param seed of all random draws
 */
public record CcnnSettings(
        int patch,
        int stride,
        int padding,
        int pool,
        int features,
        double gamma,
        double radius,
        double contrast,
        double whitening,
        Loss loss,
        ClassWeights classWeights,
        String solver,
        double gap,
        double maxSeconds,
        double validationShare,
        int directions,
        long memoryBytes,
        long seed) {

    /** Choose gamma or R on validation. */
    public static final double AUTO = Double.NaN;

    /** Choose the patch by the size of the images. */
    public static final int AUTO_PATCH = 0;

    private static final int LARGE_SIDE = 16;

    /**
     * @throws InvalidInputException if a value is out of its range; geometry is checked against the images later
     */
    public CcnnSettings {
        if (patch != AUTO_PATCH) {
            requireAtLeastOne("patch", patch);
        }
        requireAtLeastOne("stride", stride);
        requireAtLeastOne("pool", pool);
        requireAtLeastOne("features", features);
        requireAtLeastOne("directions", directions);
        requireAutoOrPositive("gamma", gamma);
        requireAutoOrPositive("radius", radius);
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

    /** Patches by the images' size, 500 features, 2 x 2 pooling, gamma and R chosen, a relative gap of 1e-3, nine tenths of the heap. */
    public static CcnnSettings defaults() {
        return new CcnnSettings(
                AUTO_PATCH,
                1,
                0,
                2,
                500,
                AUTO,
                AUTO,
                0.5, // a little weaker than the published 0.1, which did slightly worse on MNIST
                0.1,
                new MultinomialLogistic(),
                ClassWeights.NONE,
                Solvers.AUTO,
                1e-3,
                Double.POSITIVE_INFINITY,
                0.2,
                50,
                Runtime.getRuntime().maxMemory() / 10 * 9,
                1);
    }

    /**
     * Where the patches of such images lie.
     *
     * @throws InvalidInputException if the images are smaller than a patch, or stride or padding do not fit it
     */
    PatchGrid grid(ImageShape image) {
        return new PatchGrid(image, patch == AUTO_PATCH ? automaticPatch(image) : patch, stride, padding);
    }

    private static int automaticPatch(ImageShape image) {
        int side = image.height() == 1 ? image.width() : Math.min(image.height(), image.width());
        return side >= LARGE_SIDE ? 5 : Math.min(3, side);
    }

    /** What the model itself does not hold, by name, for the provenance; a sorted map that may be added to. */
    Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        map.put("stride", Integer.toString(stride));
        map.put("padding", Integer.toString(padding));
        map.put("pool", Integer.toString(pool));
        map.put("features", Integer.toString(features));
        map.put("contrast", Double.toString(contrast));
        map.put("whitening", Double.toString(whitening));
        map.put("loss", loss.name());
        if (!classWeights.equals(ClassWeights.NONE)) {
            map.put("class-weights", classWeights.toString());
        }
        if (!solver.equals(Solvers.AUTO)) {
            map.put("solver", solver);
        }
        map.put("gap", Double.toString(gap));
        return map;
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new InvalidInputException(name + " must be >= 1, got " + value);
        }
    }

    private static void requireAutoOrPositive(String name, double value) {
        if (!Double.isNaN(value) && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(name + " must be finite and > 0, got " + value);
        }
    }

    /** A builder that starts from these settings. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A builder that starts from the {@link #defaults}. */
    public static Builder builder() {
        return defaults().toBuilder();
    }

    /** Changes some settings and leaves the others; each is described at {@link CcnnSettings}. Not thread-safe. */
    public static final class Builder {
        private int patch;
        private int stride;
        private int padding;
        private int pool;
        private int features;
        private double gamma;
        private double radius;
        private double contrast;
        private double whitening;
        private Loss loss;
        private ClassWeights classWeights;
        private String solver;
        private double gap;
        private double maxSeconds;
        private double validationShare;
        private int directions;
        private long memoryBytes;
        private long seed;

        private Builder(CcnnSettings from) {
            patch = from.patch;
            stride = from.stride;
            padding = from.padding;
            pool = from.pool;
            features = from.features;
            gamma = from.gamma;
            radius = from.radius;
            contrast = from.contrast;
            whitening = from.whitening;
            loss = from.loss;
            classWeights = from.classWeights;
            solver = from.solver;
            gap = from.gap;
            maxSeconds = from.maxSeconds;
            validationShare = from.validationShare;
            directions = from.directions;
            memoryBytes = from.memoryBytes;
            seed = from.seed;
        }

        public Builder patch(int value) {
            patch = value;
            return this;
        }

        public Builder stride(int value) {
            stride = value;
            return this;
        }

        public Builder padding(int value) {
            padding = value;
            return this;
        }

        public Builder pool(int value) {
            pool = value;
            return this;
        }

        public Builder features(int value) {
            features = value;
            return this;
        }

        public Builder gamma(double value) {
            gamma = value;
            return this;
        }

        public Builder radius(double value) {
            radius = value;
            return this;
        }

        public Builder contrast(double value) {
            contrast = value;
            return this;
        }

        public Builder whitening(double value) {
            whitening = value;
            return this;
        }

        public Builder loss(Loss value) {
            loss = value;
            return this;
        }

        public Builder classWeights(ClassWeights value) {
            classWeights = value;
            return this;
        }

        public Builder solver(String value) {
            solver = value;
            return this;
        }

        public Builder gap(double value) {
            gap = value;
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

        public Builder directions(int value) {
            directions = value;
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
         * @throws InvalidInputException if a value is out of its range
         */
        public CcnnSettings build() {
            return new CcnnSettings(
                    patch,
                    stride,
                    padding,
                    pool,
                    features,
                    gamma,
                    radius,
                    contrast,
                    whitening,
                    loss,
                    classWeights,
                    solver,
                    gap,
                    maxSeconds,
                    validationShare,
                    directions,
                    memoryBytes,
                    seed);
        }
    }
}
