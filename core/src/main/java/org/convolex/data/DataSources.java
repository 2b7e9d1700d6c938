package org.convolex.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what a piece of data named by the user is, and opens it. Stateless. */
public final class DataSources {

    private DataSources() {}

    /** Opens data with the default options. */
    public static DataSplit open(String spec) {
        return open(spec, DataOptions.DEFAULTS);
    }

    /**
     * Opens data.
     *
     * @param spec what the user wrote
     * @throws InvalidInputException if there is no such data, or its header, length or layout is wrong
     */
    public static DataSplit open(String spec, DataOptions options) {
        Path path;
        try {
            path = Path.of(spec);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(spec + ": not a file name", e);
        }
        if (Files.isDirectory(path)) {
            Path test = path.resolve("t10k");
            return new DataSplit(
                    IdxReader.open(path.resolve("train")),
                    IdxReader.exists(test) ? Optional.of(IdxReader.open(test)) : Optional.empty());
        }
        return DataSplit.of(IdxReader.open(path));
    }

    /** The shape a file announces; a bad one is an error of that file. */
    static ImageShape shape(String name, int channels, int height, int width) {
        try {
            return new ImageShape(channels, height, width);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(name + ": " + e.getMessage(), e);
        }
    }

    /** Reads images of unsigned bytes that follow each other. The set grows with what the file holds, not with what it claims. */
    static Pixels readBytes(ByteInput in, int count, ImageShape shape) {
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(in.read(shape.size(), "image " + i));
        }
        return new Pixels.Bytes(images.toArray(byte[][]::new));
    }
}
