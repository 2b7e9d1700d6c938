package org.convolex.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Grey photographs to cut backgrounds from. Colours are weighed as in ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B. */
final class Photographs {
    /** A piece with less of a standard deviation, in grey levels, is plain sky or shadow: no background to speak of. */
    static final int LEAST_DEVIATION = 16;

    /** Draws for one piece, before the photographs are found to be plain. */
    private static final int DRAWS = 10_000;

    private final Path folder;
    private final List<Photograph> all;

    private record Photograph(byte[] grey, int height, int width) {}

    private Photographs(Path folder, List<Photograph> all) {
        this.folder = folder;
        this.all = all;
    }

    /**
     * Reads all PNG and JPEG images of a folder.
     *
     * @throws InvalidInputException if there are none, or one is smaller than the pieces to be cut
     */
    static Photographs read(Path folder, ImageShape piece) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(folder + ": no such folder; expected a folder of photographs");
        }
        List<Path> files = DataFiles.list(folder, ImageFile::isNamedLikeImage);
        if (files.isEmpty()) {
            throw new InvalidInputException(folder + ": no PNG or JPEG images in this folder");
        }
        return new Photographs(
                folder, files.stream().map(file -> readOne(file, piece)).toList());
    }

    private static Photograph readOne(Path file, ImageShape piece) {
        ImageFile image = ImageFile.read(file);
        ImageShape shape = image.shape();
        if (shape.height() < piece.height() || shape.width() < piece.width()) {
            throw new InvalidInputException(file + ": a picture of " + shape.height() + " x " + shape.width()
                    + " (height x width), but backgrounds of " + piece.height() + " x " + piece.width()
                    + " are to be cut from it");
        }
        return new Photograph(
                shape.channels() == 1 ? image.pixels() : grey(image.pixels()), shape.height(), shape.width());
    }

    private static byte[] grey(byte[] planar) {
        int plane = planar.length / 3;
        byte[] grey = new byte[plane];
        for (int i = 0; i < plane; i++) {
            int red = planar[i] & 0xFF;
            int green = planar[plane + i] & 0xFF;
            int blue = planar[2 * plane + i] & 0xFF;
            grey[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
        }
        return grey;
    }

    /**
     * A piece from anywhere in any photograph, each as likely, drawn again while it is too plain.
     *
     * @throws InvalidInputException if no draw finds one
     */
    byte[] piece(ImageShape shape, SplittableRandom random) {
        for (int draw = 0; draw < DRAWS; draw++) {
            Photograph photograph = all.get(random.nextInt(all.size()));
            int top = random.nextInt(photograph.height() - shape.height() + 1);
            int left = random.nextInt(photograph.width() - shape.width() + 1);
            Optional<byte[]> piece = cut(photograph, top, left, shape);
            if (piece.isPresent()) {
                return piece.get();
            }
        }
        throw new InvalidInputException(folder + ": " + DRAWS + " pieces of " + shape.height() + " x " + shape.width()
                + " were cut, and each has a standard deviation below " + LEAST_DEVIATION
                + " grey levels: the photographs are too plain");
    }

    private static Optional<byte[]> cut(Photograph photograph, int top, int left, ImageShape shape) {
        byte[] piece = new byte[shape.size()];
        long sum = 0;
        long squares = 0;
        for (int y = 0; y < shape.height(); y++) {
            System.arraycopy(
                    photograph.grey(), (top + y) * photograph.width() + left, piece, y * shape.width(), shape.width());
        }
        for (byte pixel : piece) {
            int value = pixel & 0xFF;
            sum += value;
            squares += (long) value * value;
        }
        // n^2 times the variance, in integers, so that no rounding decides
        long scaledVariance = squares * piece.length - sum * sum;
        long least = (long) LEAST_DEVIATION * LEAST_DEVIATION * piece.length * piece.length;
        return scaledVariance < least ? Optional.empty() : Optional.of(piece);
    }
}
