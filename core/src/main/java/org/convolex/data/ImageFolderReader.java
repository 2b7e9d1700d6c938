package org.convolex.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of PNG and JPEG images: with one subfolder per class, or flat and unlabelled. Everything is in the order of the names:
 * the classes, and within each its images. All images have the shape of the first; files of other kinds are ignored.
 */
final class ImageFolderReader implements DataSource {

    private final Path folder;
    private final List<Path> images;
    private final int @Nullable [] labels;
    private final List<String> classNames;
    private final ImageShape shape;

    private ImageFolderReader(Path folder, List<Path> images, int @Nullable [] labels, List<String> classNames) {
        this.folder = folder;
        this.images = images;
        this.labels = labels;
        this.classNames = classNames;
        shape = ImageFile.read(images.get(0)).shape();
    }

    static ImageFolderReader open(Path folder) {
        List<Path> loose = DataFiles.list(folder, ImageFile::isNamedLikeImage);
        List<Path> classes = DataFiles.list(folder, Files::isDirectory);
        if (classes.isEmpty() && loose.isEmpty()) {
            throw new InvalidInputException(folder + ": a folder without images: " + DataSources.EXPECTED);
        }
        if (classes.isEmpty()) {
            return new ImageFolderReader(folder, loose, null, List.of());
        }
        if (!loose.isEmpty()) {
            throw new InvalidInputException(folder + ": both class folders (" + DataFiles.name(classes.get(0))
                    + ") and loose images (" + DataFiles.name(loose.get(0)) + "): move one of them away");
        }
        if (classes.size() == 1) {
            throw new InvalidInputException(
                    folder + ": only one class folder (" + DataFiles.name(classes.get(0)) + "): at least 2 are needed");
        }
        return ofClasses(folder, classes);
    }

    private static ImageFolderReader ofClasses(Path folder, List<Path> classes) {
        List<Path> images = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            List<Path> members = DataFiles.list(classes.get(label), ImageFile::isNamedLikeImage);
            if (members.isEmpty()) {
                throw new InvalidInputException(classes.get(label) + ": a class folder without PNG or JPEG images");
            }
            for (Path image : members) {
                images.add(image);
                labels.add(label);
            }
        }
        return new ImageFolderReader(
                folder,
                List.copyOf(images),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                classes.stream().map(DataFiles::name).toList());
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public Optional<Task> task() {
        return labels == null ? Optional.empty() : Optional.of(Task.CLASSIFICATION);
    }

    @Override
    public Dataset load(int limit) {
        Dataset.checkLimit(limit);
        int count = Math.min(limit, images.size());
        byte[][] pixels =
                IntStream.range(0, count).parallel().mapToObj(this::read).toArray(byte[][]::new);
        return new Dataset(
                shape,
                new Pixels.Bytes(pixels),
                labels == null ? null : new ClassLabels(Arrays.copyOf(labels, count), classNames));
    }

    private byte[] read(int index) {
        ImageFile image = ImageFile.read(images.get(index));
        if (!image.shape().equals(shape)) {
            throw new InvalidInputException(images.get(index) + ": an image of " + image.shape() + ", but "
                    + images.get(0) + " is of " + shape + "; all must be of the same size");
        }
        return image.pixels();
    }
}
