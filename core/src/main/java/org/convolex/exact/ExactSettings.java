package org.convolex.exact;

import java.util.Map;
import java.util.TreeMap;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.network.NetworkProgram;
import org.convolex.optim.ConjugateLoss;
import org.convolex.optim.Loss;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link ExactTrainer} trains. Immutable; {@code with} methods return changed copies.
 *
 * @param architecture of the network
 * @param loss or null: logistic for classes, squared for real targets
 * @param beta weight decay on the sum of losses, above 0; NaN: {@link #AUTO}
 * @param patterns where activation patterns come from
 * @param patch side of a patch, at least 1; 0: 5, or 3 where a side of the images is below 16. Circular filters have none
 * @param stride of patches, at least 1
 * @param padding of images, at least 0 and below the patch
 * @param pool side of a block in patches, at least 1; for blocks only
 * @param gap asked relative gap, in (0, 1)
 * @param boxes of filters that a certificate may bound, at least 1; more take longer and can be tighter. {@link #AUTO_BOXES}: by
 *     the size of the program. Where time or the listener ends the training, some hundredth of that number, at most as many as asked
 * @param maxSeconds of training, above 0, infinite for no limit
 * @param seed of all random draws
 */
public record ExactSettings(
        Architecture architecture,
        @Nullable Loss loss,
        double beta,
        Patterns patterns,
        int patch,
        int stride,
        int padding,
        int pool,
        double gap,
        int boxes,
        double maxSeconds,
        long seed) {

    /** A beta that is chosen on validation images. */
    public static final double AUTO = Double.NaN;

    /** A patch whose side follows from the images. */
    public static final int AUTO_PATCH = 0;

    /**
     * As many boxes as the size of the program affords: 10^10 / (n K h (2 + scores)), but 10^3 to 10^6 of them, and times (9 / h)^3
     * for filters of h &gt; 9 numbers. The same for the same program on any machine.
     */
    public static final int AUTO_BOXES = 0;

    private static final double SHARE_OF_GAP = 0.25;
    private static final double LEAST_TOLERANCE = 1e-9;
    private static final double MOST_TOLERANCE = 0.1;

    private static final double BOX_NUMBERS = 1e10;
    private static final int FEWEST_BOXES = 1000;
    private static final int MOST_BOXES = 1_000_000;

    /** Boxes of longer filters cost more and gain less: they have too many sides to be cut small. */
    private static final double SHORT_FILTER = 9;

    private static final double HURRIED_SHARE = 0.01;
    private static final int SMALL_IMAGE = 16;

    /** E1, a chosen beta, pricing, a relative gap of 1e-3. */
    public static ExactSettings defaults() {
        return new ExactSettings(
                Architecture.RELU_AVERAGE,
                null,
                AUTO,
                Patterns.PRICED,
                AUTO_PATCH,
                1,
                0,
                2,
                1e-3,
                AUTO_BOXES,
                Double.POSITIVE_INFINITY,
                1);
    }

    /**
     * @throws InvalidInputException if a value is out of its range, or the loss has no known conjugate, without which nothing
     *     can be certified
     */
    public ExactSettings {
        if (!Double.isNaN(beta) && !(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("beta must be finite and > 0, got " + beta);
        }
        if (loss != null && !(loss instanceof ConjugateLoss)) {
            throw new InvalidInputException("loss " + loss.name()
                    + " has no known conjugate, so that no lower bound can be computed: method exact needs one");
        }
        if (!(gap > 0 && gap < 1)) {
            throw new InvalidInputException("gap must be in (0, 1), got " + gap);
        }
        if (boxes < 0) {
            throw new InvalidInputException("boxes must be >= 1, got " + boxes);
        }
        if (!(maxSeconds > 0)) {
            throw new InvalidInputException("max-seconds must be > 0, got " + maxSeconds);
        }
        if (patch < 0) {
            throw new InvalidInputException("patch must be >= 1, got " + patch);
        }
    }

    public ExactSettings withArchitecture(Architecture value) {
        return new ExactSettings(
                value, loss, beta, patterns, patch, stride, padding, pool, gap, boxes, maxSeconds, seed);
    }

    public ExactSettings withLoss(@Nullable Loss value) {
        return new ExactSettings(
                architecture, value, beta, patterns, patch, stride, padding, pool, gap, boxes, maxSeconds, seed);
    }

    public ExactSettings withBeta(double value) {
        return new ExactSettings(
                architecture, loss, value, patterns, patch, stride, padding, pool, gap, boxes, maxSeconds, seed);
    }

    public ExactSettings withPatterns(Patterns value) {
        return new ExactSettings(
                architecture, loss, beta, value, patch, stride, padding, pool, gap, boxes, maxSeconds, seed);
    }

    /** Sides of patches and blocks, and where patches lie. */
    public ExactSettings withPatches(int side, int distance, int zeros, int block) {
        return new ExactSettings(
                architecture, loss, beta, patterns, side, distance, zeros, block, gap, boxes, maxSeconds, seed);
    }

    public ExactSettings withGap(double value) {
        return new ExactSettings(
                architecture, loss, beta, patterns, patch, stride, padding, pool, value, boxes, maxSeconds, seed);
    }

    public ExactSettings withBoxes(int value) {
        return new ExactSettings(
                architecture, loss, beta, patterns, patch, stride, padding, pool, gap, value, maxSeconds, seed);
    }

    public ExactSettings withMaxSeconds(double value) {
        return new ExactSettings(
                architecture, loss, beta, patterns, patch, stride, padding, pool, gap, boxes, value, seed);
    }

    public ExactSettings withSeed(long value) {
        return new ExactSettings(
                architecture, loss, beta, patterns, patch, stride, padding, pool, gap, boxes, maxSeconds, value);
    }

    /**
     * How the architecture sees such images.
     *
     * @throws InvalidInputException if they have no such patches
     */
    public Convolution convolution(ImageShape image, float scale) {
        if (architecture.circular()) {
            return new Convolution(architecture, image, scale, 0, 0, 0, 0);
        }
        boolean small = Math.min(image.height() == 1 ? image.width() : image.height(), image.width()) < SMALL_IMAGE;
        int side = patch == AUTO_PATCH ? small ? 3 : 5 : patch;
        int block = architecture == Architecture.RELU_BLOCKS ? pool : 0;
        return new Convolution(architecture, image, scale, side, stride, padding, block);
    }

    /** The boxes that a certificate of a program may take. */
    int boxes(NetworkProgram program) {
        return boxes != AUTO_BOXES ? boxes : autoBoxes(program);
    }

    /** The boxes that a certificate may take once the time of the training is used up: some hundredth of its usual time. */
    int fewBoxes(NetworkProgram program) {
        return Math.min(boxes(program), Math.max(1, (int) (HURRIED_SHARE * autoBoxes(program))));
    }

    private static int autoBoxes(NetworkProgram program) {
        double numbers = (double) program.rows().count() * program.rows().dimension();
        double affordable = BOX_NUMBERS / (numbers * (2 + program.outputs()));
        double share = Math.min(1, Math.pow(SHORT_FILTER / program.rows().dimension(), 3));
        return (int) Math.max(1, share * Math.max(FEWEST_BOXES, Math.min(MOST_BOXES, affordable)));
    }

    /**
     * How near to the largest pull a bound must be for the asked gap. A bound too large by a share e takes about e times the weight
     * decay off the lower bound, and a quarter of the gap may be lost there.
     *
     * @param attained decrease of the objective from that of the network without neurons
     * @param penalty the weight decay of the network
     */
    double tolerance(double attained, double penalty) {
        double share = SHARE_OF_GAP * gap * attained / Math.max(penalty, Double.MIN_NORMAL);
        return share > LEAST_TOLERANCE ? Math.min(MOST_TOLERANCE, share) : LEAST_TOLERANCE; // NaN, too
    }

    /** For a model's provenance: what was asked for or chosen, by name. */
    Map<String, String> describe(Convolution convolution, String lossName, double chosenBeta, int boxesOfCertificate) {
        Map<String, String> names = new TreeMap<>();
        names.put("architecture", architecture.label());
        names.put("loss", lossName);
        names.put("beta", Double.toString(chosenBeta));
        names.put("gap", Double.toString(gap));
        names.put("boxes", Integer.toString(boxesOfCertificate));
        if (architecture.rectified()) {
            names.put("patterns", patterns.toString());
        }
        if (!architecture.circular()) {
            names.put("patch", Integer.toString(convolution.patch()));
            names.put("stride", Integer.toString(stride));
            names.put("padding", Integer.toString(padding));
        }
        if (architecture == Architecture.RELU_BLOCKS) {
            names.put("pool", Integer.toString(pool));
        }
        return names;
    }
}
