package org.convolex.data;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.convolex.hash.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Images of one shape, with their ground truth, class labels or real targets, unless the set is for prediction only.
 *
 * <p>Pixels are {@code float} values in channel-planar, row-major order: pixel (c, y, x) of a C x H x W image is at
 * {@code (c * H + y) * W + x}. They are the raw values of the file, so bytes stay 0..255, and are kept at one byte each
 * where they came as bytes. Labels are integers 0..{@link #classes()}-1 that index {@link #classNames()}; targets are rows of
 * numbers in their own units. A set has at least one image.
 *
 * <p>Immutable and safe for use from many threads. {@link #head} and {@link #subset} share the pixels of this set.
 */
public final class Dataset {

    private final ImageShape shape;
    private final Pixels pixels;
    private final @Nullable GroundTruth truth;
    private volatile @Nullable String hash;

    /** Takes the arrays over without a copy or a check: readers have checked what they read. */
    Dataset(ImageShape shape, Pixels pixels, @Nullable GroundTruth truth) {
        this.shape = shape;
        this.pixels = pixels;
        this.truth = truth;
    }

    /**
     * A labelled set from memory, with the classes named "0", "1" and so on. Copies the arrays.
     *
     * @param images one array of {@code shape.size()} finite values per image, channel-planar and row-major
     * @param labels one label in 0..classes-1 per image
     * @param classes number of classes, at least 1
     * @throws InvalidInputException if there are no images, an image has another length, a value is not finite, or a label is
     *     missing or out of range
     */
    public static Dataset of(ImageShape shape, float[][] images, int[] labels, int classes) {
        return of(shape, images, labels, Labels.names(classes));
    }

    /**
     * As {@link #of(ImageShape, float[][], int[], int)}, with names for the classes.
     *
     * @param classNames all different; label k is that of the k-th
     */
    public static Dataset of(ImageShape shape, float[][] images, int[] labels, List<String> classNames) {
        int classes = classNames.size();
        if (Set.copyOf(classNames).size() < classes) {
            throw new InvalidInputException("class names: two are the same among " + classNames);
        }
        Pixels pixels = checkedCopy(shape, images);
        if (labels.length != images.length) {
            throw new InvalidInputException("labels: " + images.length + " images but " + labels.length + " labels");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new InvalidInputException(
                        "image " + i + ": label " + labels[i] + " is not in 0.." + (classes - 1));
            }
        }
        return new Dataset(shape, pixels, new ClassLabels(labels.clone(), List.copyOf(classNames)));
    }

    /**
     * A labelled set of images that are in order: takes the arrays over without a copy or a check.
     *
     * @param images one array of {@code shape.size()} unsigned bytes per image
     * @param labels one label in 0..classes-1 per image
     */
    public static Dataset over(ImageShape shape, byte[][] images, int[] labels, int classes) {
        return new Dataset(shape, new Pixels.Bytes(images), new ClassLabels(labels, Labels.names(classes)));
    }

    /** The same for pixels of any other kind, which are finite. */
    public static Dataset over(ImageShape shape, float[][] images, int[] labels, int classes) {
        return new Dataset(shape, new Pixels.Floats(images), new ClassLabels(labels, Labels.names(classes)));
    }

    /**
     * A set with real targets from memory. Copies the arrays.
     *
     * @param images one array of {@code shape.size()} finite values per image, channel-planar and row-major
     * @param targets one row per image, all of one length of at least 1, of numbers in -1e100..1e100
     * @param names of the targets, as many as a row has
     * @throws InvalidInputException if there are no images, an image or row has another length, or a value is not finite
     */
    public static Dataset ofTargets(ImageShape shape, float[][] images, double[][] targets, List<String> names) {
        Pixels pixels = checkedCopy(shape, images);
        if (targets.length != images.length) {
            throw new InvalidInputException(
                    "targets: " + images.length + " images but " + targets.length + " rows of targets");
        }
        double[] values = new double[targets.length * names.size()];
        for (int i = 0; i < targets.length; i++) {
            if (targets[i].length != names.size()) {
                throw new InvalidInputException(
                        "image " + i + ": " + targets[i].length + " targets, but there are " + names.size() + " names");
            }
            System.arraycopy(targets[i], 0, values, i * names.size(), names.size());
        }
        return new Dataset(shape, pixels, new RealTargets(values, names));
    }

    /**
     * A set without ground truth from memory. Copies the arrays.
     *
     * @param images one array of {@code shape.size()} finite values per image, channel-planar and row-major
     * @throws InvalidInputException if there are no images, an image has another length, or a value is not finite
     */
    public static Dataset unlabelled(ImageShape shape, float[][] images) {
        return new Dataset(shape, checkedCopy(shape, images), null);
    }

    /**
     * A set of which only some images are at hand, for what is fitted to some of many: reading another one fails with an
     * {@link IllegalStateException}. It has no ground truth. The map is copied, its arrays are not, and are not checked.
     *
     * @param size number of images, those that are not at hand included
     * @param images by index, one array of {@code shape.size()} values each
     */
    public static Dataset sparse(ImageShape shape, int size, Map<Integer, float[]> images) {
        return new Dataset(shape, new SparsePixels(size, Map.copyOf(images)), null);
    }

    private static Pixels checkedCopy(ImageShape shape, float[][] images) {
        if (images.length == 0) {
            throw new InvalidInputException("no images");
        }
        float[][] copies = new float[images.length][];
        for (int i = 0; i < images.length; i++) {
            if (images[i].length != shape.size()) {
                throw new InvalidInputException("image " + i + ": " + images[i].length + " values, but the shape "
                        + shape + " has " + shape.size());
            }
            copies[i] = images[i].clone();
            for (int j = 0; j < copies[i].length; j++) {
                if (!Float.isFinite(copies[i][j])) {
                    throw new InvalidInputException(
                            "image " + i + ", value " + j + ": " + copies[i][j] + " is not a finite number");
                }
            }
        }
        return new Pixels.Floats(copies);
    }

    /** Number of images, at least 1. */
    public int size() {
        return pixels.size();
    }

    /** The shape of every image. */
    public ImageShape shape() {
        return shape;
    }

    /** What is known of the images; null for a set for prediction only. */
    public @Nullable GroundTruth truth() {
        return truth;
    }

    /**
     * The real numbers to predict of each image.
     *
     * @throws IllegalStateException if the set has no real targets
     */
    public RealTargets targets() {
        if (truth instanceof RealTargets targets) {
            return targets;
        }
        throw new IllegalStateException("the images have no real targets");
    }

    /** Numbers that a model gives for an image to learn these: one for each class or target; 0 without ground truth. */
    public int outputs() {
        return truth == null ? 0 : truth.names().size();
    }

    /** Number of classes; 0 for a set without class labels. A class may be without images. */
    public int classes() {
        return classNames().size();
    }

    /** The names of the classes in the order of the labels; empty for a set without class labels. */
    public List<String> classNames() {
        return truth instanceof ClassLabels classes ? classes.names() : List.of();
    }

    /** Whether the images have class labels. */
    public boolean labelled() {
        return truth instanceof ClassLabels;
    }

    /**
     * The class of an image, an index into {@link #classNames()}.
     *
     * @throws IllegalStateException if the set has no class labels
     */
    public int label(int index) {
        if (truth instanceof ClassLabels classes) {
            return classes.labels()[index];
        }
        throw new IllegalStateException("the images have no labels");
    }

    /**
     * The classes of all images, in a new array; see {@link #label}.
     *
     * @throws IllegalStateException if the set has no class labels
     */
    public int[] labels() {
        if (truth instanceof ClassLabels classes) {
            return classes.labels().clone();
        }
        throw new IllegalStateException("the images have no labels");
    }

    /** The pixels of one image in a new array of {@code shape().size()} values. */
    public float[] image(int index) {
        float[] image = new float[shape.size()];
        pixels.copy(index, image, 0);
        return image;
    }

    /** Writes the {@code shape().size()} pixels of one image into {@code target} from {@code targetOffset} on. */
    public void copyImage(int index, float[] target, int targetOffset) {
        pixels.copy(index, target, targetOffset);
    }

    /**
     * The images from {@code from} up to, not including, {@code to}. Keeps all classes.
     *
     * @throws IllegalArgumentException if the range is empty or reaches past the ends
     */
    public Dataset range(int from, int to) {
        if (from < 0 || to <= from || to > size()) {
            throw new IllegalArgumentException(
                    "Dataset: " + from + " to " + to + " is no range of " + size() + " images");
        }
        return from == 0 && to == size()
                ? this
                : subset(IntStream.range(from, to).toArray());
    }

    /**
     * Other images with the same ground truth: what a layer of a network makes of these. Takes the arrays over without a copy.
     *
     * @param images one array of {@code newShape.size()} values for each image of this set
     * @throws IllegalArgumentException if there are more or fewer images, or one has another length
     */
    public Dataset withImages(ImageShape newShape, float[][] images) {
        if (images.length != size()) {
            throw new IllegalArgumentException("Dataset: " + images.length + " images for " + size());
        }
        for (float[] image : images) {
            if (image.length != newShape.size()) {
                throw new IllegalArgumentException(
                        "Dataset: an image of " + image.length + " values, but the shape is " + newShape);
            }
        }
        return new Dataset(newShape, new Pixels.Floats(images), truth);
    }

    /**
     * The first n images, or this set if it has no more. Keeps all classes.
     *
     * @throws InvalidInputException if n is below 1
     */
    public Dataset head(int n) {
        checkLimit(n);
        return n >= size() ? this : subset(IntStream.range(0, n).toArray());
    }

    /** Refuses a limit on the number of images that leaves none. */
    static void checkLimit(int limit) {
        if (limit < 1) {
            throw new InvalidInputException("limit " + limit + ": the number of images must be at least 1");
        }
    }

    /**
     * The images at these indices, in this order; an index may come twice. Keeps all classes.
     *
     * @throws IllegalArgumentException if there are no indices
     */
    public Dataset subset(int[] indices) {
        if (indices.length == 0) {
            throw new IllegalArgumentException("a subset needs at least one image");
        }
        return new Dataset(shape, pixels.subset(indices), truth == null ? null : truth.subset(indices));
    }

    /**
     * The same images with other ground truth.
     *
     * @throws IllegalArgumentException if it is that of more or fewer images
     */
    public Dataset withTruth(GroundTruth other) {
        if (other.size() != size()) {
            throw new IllegalArgumentException("Dataset: ground truth of " + other.size() + " images for " + size());
        }
        return new Dataset(shape, pixels, other);
    }

    /**
     * Images of this set, each moved by whole pixels, under their ground truth; what moves in repeats the edge.
     *
     * @param indices which image each new one is
     * @param down rows that it moves down; negative: up
     * @param right columns that it moves to the right; negative: to the left
     */
    Dataset shifted(int[] indices, int[] down, int[] right) {
        Dataset chosen = subset(indices);
        return new Dataset(shape, new ShiftedPixels(shape, chosen.pixels, down, right), chosen.truth);
    }

    /**
     * This set with its labels renumbered to index the given classes, matched by name: what a test set needs in order to agree
     * with its training set when it lacks a class. A set without ground truth stays as it is.
     *
     * @throws InvalidInputException if an image is of a class that is not among the names, or the set has real targets
     */
    public Dataset withClassNames(List<String> names) {
        return agreeingWith(Task.CLASSIFICATION, names);
    }

    /**
     * This set with its ground truth in the terms of another: what a test set needs in order to agree with its training set.
     * A set without ground truth stays as it is.
     *
     * @param task of the other set
     * @param names of its classes or targets
     * @throws InvalidInputException if this set is for another task, or holds a class or targets that the other has not
     */
    public Dataset agreeingWith(Task task, List<String> names) {
        GroundTruth.requireTask(truth, task);
        return truth == null || truth.names().equals(names) ? this : withTruth(truth.withNames(names));
    }

    /**
     * This set with its ground truth in the terms of a training set. A set without ground truth stays as it is.
     *
     * @throws InvalidInputException if this set is for another task, or holds a class or targets that the training set has not
     */
    public Dataset agreeingWith(Dataset training) {
        GroundTruth other = training.truth;
        return other == null ? this : agreeingWith(other.task(), other.names());
    }

    /**
     * SHA-256, in hexadecimal, over the shape, the number of images, the pixels as floats, the labels or targets and their
     * names: the same for the same content whatever file it came from. Computed once, at some hundred megabytes of floats per second.
     */
    public String hash() {
        String known = hash;
        if (known == null) {
            known = computeHash();
            hash = known;
        }
        return known;
    }

    private String computeHash() {
        if (truth instanceof ClassLabels classes) {
            LabelledHash sum = new LabelledHash(shape, size(), classes.names());
            sum.labels(classes.labels());
            sum.images(this);
            return sum.hex();
        }
        Sha256 sum = new Sha256().ints(shape.channels(), shape.height(), shape.width(), size());
        sum.ints(-outputs()); // negative for targets, so that no set of class labels has the bytes of one of targets
        if (truth instanceof RealTargets targets) {
            targets.names().forEach(sum::text);
            sum.doubles(targets.values());
        }
        float[] image = new float[shape.size()];
        for (int i = 0; i < size(); i++) {
            pixels.copy(i, image, 0);
            sum.floats(image);
        }
        return sum.hex();
    }

    /** For instance {@code "60000 images of 1 x 28 x 28, 10 classes"}. */
    @Override
    public String toString() {
        return size() + " images of " + shape + ", " + truthInWords();
    }

    private String truthInWords() {
        if (truth == null) {
            return "unlabelled";
        }
        return truth instanceof ClassLabels
                ? classes() + " classes"
                : outputs() + (outputs() == 1 ? " real target" : " real targets");
    }
}
