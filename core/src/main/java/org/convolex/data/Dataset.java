package org.convolex.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images of one shape, with their labels unless the set is for prediction only.
 *
 * <p>Pixels are {@code float} values in channel-planar, row-major order: pixel (c, y, x) of a C x H x W image is at
 * {@code (c * H + y) * W + x}. They are the raw values of the file, so bytes stay 0..255, and are kept at one byte each
 * where they came as bytes. Labels are integers 0..{@link #classes()}-1 that index {@link #classNames()}. A set has at least
 * one image.
 *
 * <p>Immutable and safe for use from many threads. {@link #head} and {@link #subset} share the pixels of this set.
 */
public final class Dataset {

    private final ImageShape shape;
    private final Pixels pixels;
    private final int @Nullable [] labels;
    private final List<String> classNames;
    private volatile @Nullable String hash;

    /** Takes the arrays over without a copy or a check: readers have checked what they read. */
    Dataset(ImageShape shape, Pixels pixels, int @Nullable [] labels, List<String> classNames) {
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.classNames = classNames;
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
        return new Dataset(shape, pixels, labels.clone(), Labels.names(classes));
    }

    /**
     * An unlabelled set from memory. Copies the arrays.
     *
     * @param images one array of {@code shape.size()} finite values per image, channel-planar and row-major
     * @throws InvalidInputException if there are no images, an image has another length, or a value is not finite
     */
    public static Dataset unlabelled(ImageShape shape, float[][] images) {
        return new Dataset(shape, checkedCopy(shape, images), null, List.of());
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

    /** Number of classes; 0 for an unlabelled set. A class may be without images. */
    public int classes() {
        return classNames.size();
    }

    /** The names of the classes in the order of the labels; empty for an unlabelled set. */
    public List<String> classNames() {
        return classNames;
    }

    /** Whether the images have labels. */
    public boolean labelled() {
        return labels != null;
    }

    /**
     * The class of an image, an index into {@link #classNames()}.
     *
     * @throws IllegalStateException if the set is unlabelled
     */
    public int label(int index) {
        if (labels == null) {
            throw new IllegalStateException("the images have no labels");
        }
        return labels[index];
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
     * Other images under the same labels: what a layer of a network makes of these. Takes the arrays over without a copy.
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
        return new Dataset(newShape, new Pixels.Floats(images), labels, classNames);
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
        int[] chosen = null;
        if (labels != null) {
            chosen = new int[indices.length];
            for (int i = 0; i < indices.length; i++) {
                chosen[i] = labels[indices[i]];
            }
        }
        return new Dataset(shape, pixels.subset(indices), chosen, classNames);
    }

    /**
     * This set with its labels renumbered to index the given classes, matched by name: what a test set needs in order to agree
     * with its training set when it lacks a class. An unlabelled set stays as it is.
     *
     * @throws InvalidInputException if an image is of a class that is not among the names
     */
    public Dataset withClassNames(List<String> names) {
        if (labels == null || names.equals(classNames)) {
            return this;
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
        int[] renumbered = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            String name = classNames.get(labels[i]);
            Integer number = numbers.get(name);
            if (number == null) {
                throw new InvalidInputException("image " + i + " is of class '" + name + "', which is not among the "
                        + names.size() + " known classes: " + abbreviated(names));
            }
            renumbered[i] = number;
        }
        return new Dataset(shape, pixels, renumbered, List.copyOf(names));
    }

    private static String abbreviated(List<String> names) {
        int shown = Math.min(names.size(), 20);
        return String.join(", ", names.subList(0, shown)) + (shown < names.size() ? ", ..." : "");
    }

    /**
     * SHA-256, in hexadecimal, over the shape, the number of images, the pixels as floats, the labels and the class names: the
     * same for the same content whatever file it came from. Computed once, at some hundred megabytes of floats per second.
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
        MessageDigest digest = sha256();
        ByteBuffer header = ByteBuffer.allocate(5 * Integer.BYTES);
        header.putInt(shape.channels()).putInt(shape.height()).putInt(shape.width());
        digest.update(header.putInt(size()).putInt(classes()).array());
        for (String name : classNames) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            digest.update(text);
        }
        if (labels != null) {
            ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * labels.length);
            numbers.asIntBuffer().put(labels);
            digest.update(numbers.array());
        }
        float[] image = new float[shape.size()];
        ByteBuffer encoded = ByteBuffer.allocate(Float.BYTES * image.length);
        for (int i = 0; i < size(); i++) {
            pixels.copy(i, image, 0);
            encoded.asFloatBuffer().put(image);
            digest.update(encoded.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** For instance {@code "60000 images of 1 x 28 x 28, 10 classes"}. */
    @Override
    public String toString() {
        return size() + " images of " + shape + ", " + (labelled() ? classes() + " classes" : "unlabelled");
    }
}
