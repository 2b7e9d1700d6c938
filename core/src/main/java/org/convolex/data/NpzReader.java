package org.convolex.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A NumPy archive ({@code numpy.savez} or {@code savez_compressed}) with the images in array {@code x} of shape n x d, n x H x W
 * or n x C x H x W, and their labels in array {@code y} of n integers unless the set is unlabelled.
 */
final class NpzReader implements DataSource {

    private static final String IMAGES = "x";
    private static final String LABELS = "y";

    private final Path file;
    private final ImageShape shape;
    private final int size;
    private final boolean labelled;

    NpzReader(Path file, DataOptions options) {
        this.file = file;
        try (NpzFile npz = new NpzFile(file)) {
            if (!npz.has(IMAGES)) {
                throw new InvalidInputException(
                        DataFiles.name(file) + ": no array x with the images, only: " + npz.entries());
            }
            NpyArray images = npz.open(IMAGES);
            shape = imageShape(images, options);
            size = images.side(0);
            labelled = npz.has(LABELS);
            if (labelled) {
                checkLabels(npz.open(LABELS));
            }
        }
    }

    private static ImageShape imageShape(NpyArray x, DataOptions options) {
        return switch (x.rank()) {
            case 2 -> options.tableShape(x.name(), x.side(1));
            case 3 -> ImageShape.of(x.name(), 1, x.side(1), x.side(2));
            case 4 -> ImageShape.of(x.name(), x.side(1), x.side(2), x.side(3));
            default ->
                throw new InvalidInputException(
                        x.name() + ": shape " + x.shapeText() + ": expected n x d, n x H x W or n x C x H x W");
        };
    }

    private void checkLabels(NpyArray y) {
        if (!y.isInteger()) {
            throw new InvalidInputException(
                    y.name() + ": labels of a type that is not integer: save y.astype('int64')");
        }
        if (y.rank() != 1) {
            throw new InvalidInputException(y.name() + ": shape " + y.shapeText() + ": expected one label per image");
        }
        if (y.side(0) != size) {
            throw new InvalidInputException(y.name() + ": " + size + " images but " + y.side(0) + " labels");
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean labelled() {
        return labelled;
    }

    @Override
    public Dataset load(int limit) {
        Dataset.checkLimit(limit);
        int count = Math.min(limit, size);
        try (NpzFile npz = new NpzFile(file)) {
            Pixels pixels = readImages(npz.open(IMAGES), count);
            if (!labelled) {
                return new Dataset(shape, pixels, null, List.of());
            }
            int[] labels = readLabels(npz.open(LABELS));
            return new Dataset(shape, pixels, Arrays.copyOf(labels, count), Labels.names(Labels.classes(labels)));
        }
    }

    private Pixels readImages(NpyArray x, int count) {
        Pixels pixels = x.isUnsignedBytes() ? x.readBytes(count, shape) : readFloats(x, count);
        if (count == size) {
            x.expectEnd();
        }
        return pixels;
    }

    private Pixels readFloats(NpyArray x, int count) {
        float[][] images = new float[count][];
        for (int i = 0; i < count; i++) {
            double[] values = x.read(shape.size(), "image " + i);
            images[i] = new float[values.length];
            for (int j = 0; j < values.length; j++) {
                images[i][j] = (float) values[j];
                if (!Float.isFinite(images[i][j])) {
                    throw new InvalidInputException(x.name() + ": image " + i + ", value " + j + ": " + values[j]
                            + " is not a finite 32-bit number");
                }
            }
        }
        return new Pixels.Floats(images);
    }

    private int[] readLabels(NpyArray y) {
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = Labels.checked(y.name() + ": image " + i, y.read(1, "label " + i)[0]);
        }
        y.expectEnd();
        return labels;
    }
}
