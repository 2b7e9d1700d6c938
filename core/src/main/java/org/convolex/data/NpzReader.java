package org.convolex.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A NumPy archive ({@code numpy.savez} or {@code savez_compressed}) with the images in array {@code x} of shape n x d, n x H x W
 * or n x C x H x W, and unless the set is unlabelled their ground truth in array {@code y}: n integers are labels, n or n x d
 * floating-point numbers are targets, unless the options say otherwise.
 */
final class NpzReader implements DataSource {

    private static final String IMAGES = "x";
    private static final String TRUTH = "y";

    private final Path file;
    private final ImageShape shape;
    private final int size;
    private final @Nullable Task task;

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
            task = npz.has(TRUTH) ? checkedTask(npz.open(TRUTH), options) : null;
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

    private Task checkedTask(NpyArray y, DataOptions options) {
        Task wanted = options.task().orElse(y.isInteger() ? Task.CLASSIFICATION : Task.REGRESSION);
        if (wanted == Task.CLASSIFICATION && !y.isInteger()) {
            throw new InvalidInputException(
                    y.name() + ": labels of a type that is not integer: save y.astype('int64')");
        }
        if (wanted == Task.CLASSIFICATION && y.rank() != 1) {
            throw new InvalidInputException(y.name() + ": shape " + y.shapeText() + ": expected one label per image");
        }
        if (y.rank() != 1 && y.rank() != 2) {
            throw new InvalidInputException(
                    y.name() + ": shape " + y.shapeText() + ": expected n targets, or n x d for d targets per image");
        }
        if (y.side(0) != size) {
            throw new InvalidInputException(y.name() + ": " + size + " images but " + y.side(0)
                    + (wanted == Task.CLASSIFICATION ? " labels" : " rows of targets"));
        }
        if (options.targets().orElse(targets(y)) != targets(y)) {
            throw new InvalidInputException(y.name() + ": " + targets(y) + " targets per image, but "
                    + options.targets().getAsInt() + " are expected");
        }
        return wanted;
    }

    /** Numbers of an image. */
    private static int targets(NpyArray y) {
        return y.rank() == 1 ? 1 : y.side(1);
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
    public Optional<Task> task() {
        return Optional.ofNullable(task);
    }

    @Override
    public Dataset load(int limit) {
        Dataset.checkLimit(limit);
        int count = Math.min(limit, size);
        try (NpzFile npz = new NpzFile(file)) {
            Pixels pixels = readImages(npz.open(IMAGES), count);
            return new Dataset(shape, pixels, task == null ? null : readTruth(npz.open(TRUTH), task, count));
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

    private GroundTruth readTruth(NpyArray y, Task kind, int count) {
        if (kind == Task.REGRESSION) {
            return readTargets(y, count);
        }
        int[] labels = readLabels(y);
        return new ClassLabels(Arrays.copyOf(labels, count), Labels.names(Labels.classes(labels)));
    }

    private RealTargets readTargets(NpyArray y, int count) {
        int targets = targets(y);
        double[] values = new double[count * targets];
        for (int i = 0; i < count; i++) {
            double[] row = y.read(targets, "the targets of image " + i);
            for (int k = 0; k < targets; k++) {
                values[i * targets + k] =
                        RealTargets.checked(y.name() + ": image " + i + (targets == 1 ? "" : ", target " + k), row[k]);
            }
        }
        if (count == size) {
            y.expectEnd();
        }
        return new RealTargets(values, RealTargets.defaultNames(targets));
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
