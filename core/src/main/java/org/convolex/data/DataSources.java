package org.convolex.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out what a piece of data named by the user is, and opens it. Stateless. */
public final class DataSources {

    static final String EXPECTED = "DATA is one of: digits (comes with convolex);"
            + " DIR/NAME of IDX files NAME-images-idx3-ubyte[.gz] and NAME-labels-idx1-ubyte[.gz];"
            + " a folder with train-images-idx3-ubyte[.gz], with CIFAR-10's data_batch_*.bin,"
            + " with one folder of PNG or JPEG images per class, or with unlabelled images;"
            + " a .npz, .csv, .csv.gz or CIFAR-10 .bin file";

    private DataSources() {}

    /** Opens data with the default options; see {@link #open(String, DataOptions)}. */
    public static DataSplit open(String spec) {
        return open(spec, DataOptions.DEFAULTS);
    }

    /**
     * Opens data: finds the format by what exists under the name, and reads sizes but no pixels.
     *
     * <table>
     *   <caption>What the name may be</caption>
     *   <tr><td>{@code digits}</td><td>the embedded UCI digits, 1,200 + 597 of 1 x 8 x 8</td></tr>
     *   <tr><td>{@code DIR/NAME}</td><td>{@code NAME-images-idx3-ubyte[.gz]} and, if labelled, {@code NAME-labels-idx1-ubyte[.gz]}</td></tr>
     *   <tr><td>a folder like MNIST's</td><td>the IDX pairs {@code train} and, if there, {@code valid} to choose on and {@code t10k} for testing</td></tr>
     *   <tr><td>a folder like CIFAR-10's</td><td>{@code data_batch_*.bin} and, if there, {@code test_batch.bin} for testing</td></tr>
     *   <tr><td>a folder of class folders</td><td>PNG and JPEG images, the folders' names in order being the classes</td></tr>
     *   <tr><td>a folder of images</td><td>PNG and JPEG images, unlabelled</td></tr>
     *   <tr><td>{@code .npz}</td><td>NumPy arrays {@code x} (n x d, n x H x W or n x C x H x W) and, if labelled, {@code y}:
     *       integers of n classes, or n or n x d floating-point targets</td></tr>
     *   <tr><td>{@code .csv}, {@code .csv.gz}</td><td>one image per line, the label or targets last unless the options say
     *       otherwise</td></tr>
     *   <tr><td>{@code .bin}</td><td>one batch of CIFAR-10</td></tr>
     * </table>
     *
     * @param spec what the user wrote; a folder called digits is {@code ./digits}
     * @param options what tables do not say about themselves
     * @throws InvalidInputException if there is no such data, its header, length or layout is wrong, or an option does not apply
     */
    public static DataSplit open(String spec, DataOptions options) {
        DataSplit data = find(spec, options);
        DataSource train = data.train();
        if (options.labelColumn().isPresent() && !(train instanceof CsvReader)) {
            throw new InvalidInputException(spec + ": a label column was given, but only CSV files have one");
        }
        options.task()
                .ifPresent(wanted -> train.task().filter(task -> task != wanted).ifPresent(task -> {
                    throw new InvalidInputException(
                            spec + ": " + wanted.truth() + " were asked for, but the images have " + task.truth());
                }));
        options.shape().filter(shape -> !shape.equals(train.shape())).ifPresent(shape -> {
            throw new InvalidInputException(
                    spec + ": the shape " + shape + " was given, but the images are of " + train.shape());
        });
        return data;
    }

    /** Whether a name stands for a table of numbers, of which {@link DataOptions} can say what they are. */
    public static boolean isTable(String spec) {
        return isCsv(spec) || spec.endsWith(".npz");
    }

    private static boolean isCsv(String spec) {
        return spec.endsWith(".csv") || spec.endsWith(".csv.gz");
    }

    private static DataSplit find(String spec, DataOptions options) {
        if (spec.equals("digits")) {
            return EmbeddedDigits.split();
        }
        if (spec.isBlank()) {
            throw new InvalidInputException("the name of the data is empty; " + EXPECTED);
        }
        Path path;
        try {
            path = Path.of(spec);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(spec + ": not a file name; " + EXPECTED, e);
        }
        if (Files.isDirectory(path)) {
            return openFolder(path);
        }
        if (IdxReader.exists(path)) {
            return DataSplit.of(IdxReader.open(path));
        }
        if (!Files.exists(path)) {
            throw new InvalidInputException(spec + ": no such file or folder; " + EXPECTED);
        }
        if (spec.endsWith(".npz")) {
            return DataSplit.of(new NpzReader(path, options));
        }
        if (isCsv(spec)) {
            return DataSplit.of(CsvReader.open(path, options));
        }
        if (spec.endsWith(".bin")) {
            return DataSplit.of(new CifarReader(spec, List.of(path)));
        }
        throw new InvalidInputException(spec + ": not a known kind of file; " + EXPECTED);
    }

    private static DataSplit openFolder(Path folder) {
        Path train = folder.resolve("train");
        if (IdxReader.exists(train)) {
            return new DataSplit(
                    IdxReader.open(train), openIfThere(folder.resolve("valid")), openIfThere(folder.resolve("t10k")));
        }
        List<Path> batches = DataFiles.list(folder, file -> DataFiles.name(file).matches("data_batch_.*\\.bin"));
        if (!batches.isEmpty()) {
            Path test = folder.resolve("test_batch.bin");
            return new DataSplit(
                    new CifarReader(folder.toString(), batches),
                    Files.exists(test)
                            ? Optional.of(new CifarReader(test.toString(), List.of(test)))
                            : Optional.empty());
        }
        return DataSplit.of(ImageFolderReader.open(folder));
    }

    private static Optional<DataSource> openIfThere(Path stem) {
        return IdxReader.exists(stem) ? Optional.of(IdxReader.open(stem)) : Optional.empty();
    }
}
