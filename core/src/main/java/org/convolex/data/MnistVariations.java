package org.convolex.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the {@linkplain MnistVariation five variations} of MNIST from the digits and a folder of photographs.
 *
 * <p>All digits, whichever part of MNIST they are from, are shuffled once; the first ones are for training, the next for
 * choosing, the next for testing, and all five variations show the same digits. Angles are uniform in [0, 2 pi), noise is
 * uniform in 0..255, photographs and their pieces are uniform but for pieces that are too plain. The same seed gives the
 * same bytes on every machine.
 *
 * @param sizes of the three parts
 * @param seed of all random draws
 */
public record MnistVariations(Sizes sizes, long seed) {

    /**
     * Images in each part.
     *
     * @param train at least 1
     * @param validation at least 1
     * @param test at least 1
     */
    public record Sizes(int train, int validation, int test) {
        /** 10,000, 2,000 and 50,000, as in the papers' tables. */
        public static final Sizes OF_THE_PAPERS = new Sizes(10_000, 2_000, 50_000);

        /** @throws InvalidInputException if a part is empty */
        public Sizes {
            for (int size : new int[] {train, validation, test}) {
                if (size < 1) {
                    throw new InvalidInputException("sizes of train, validation and test must be >= 1, got " + size);
                }
            }
        }

        /** Images in all parts. */
        public long total() {
            return (long) train + validation + test;
        }

        @Override
        public String toString() {
            return train + " + " + validation + " + " + test;
        }
    }

    /** What is drawn once: which digit goes where. */
    private record Digits(ImageShape shape, byte[][] images, int[] labels, int[] order) {}

    /**
     * Writes a folder per variation, each with the IDX pairs {@code train}, {@code valid} and {@code t10k}, uncompressed. The
     * folders appear when all are complete, by renames; until then nothing is to be seen but a hidden folder.
     *
     * @param mnist a folder in MNIST's layout
     * @param photographs a folder of PNG and JPEG images, at least as large as a digit
     * @param out where the folders go; made if its own folder is there
     * @param listener called as each variation is written
     * @throws InvalidInputException if digits or photographs are missing, too few, or too small, or a folder is there already or
     *     cannot be written
     */
    public void write(Path mnist, Path photographs, Path out, Consumer<MnistVariation> listener) {
        requireNoneThere(out);
        DataSplit parts = open(mnist);
        VariationPainter painter = new VariationPainter(
                parts.train().shape(),
                Photographs.read(photographs, parts.train().shape()));
        SplittableRandom random = new SplittableRandom(seed);
        Digits digits = draw(parts, random.split());
        boolean made = makeFolder(out);
        Path temporary = out.resolve(".convolex-" + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            try {
                Files.createDirectory(temporary);
                for (MnistVariation variation : MnistVariation.all()) {
                    write(digits, variation, painter, random.split(), temporary);
                    listener.accept(variation);
                }
                for (MnistVariation variation : MnistVariation.all()) {
                    Files.move(
                            temporary.resolve(variation.folder()),
                            out.resolve(variation.folder()),
                            StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                delete(temporary);
                if (made) {
                    deleteIfEmpty(out);
                }
            }
        } catch (IOException e) {
            throw failure(out, e);
        }
    }

    private static void requireNoneThere(Path out) {
        for (MnistVariation variation : MnistVariation.all()) {
            Path folder = out.resolve(variation.folder());
            if (Files.exists(folder)) {
                throw new InvalidInputException(folder + ": is there already; remove it, or name another folder");
            }
        }
    }

    private DataSplit open(Path mnist) {
        if (!IdxReader.exists(mnist.resolve("train"))) {
            throw new InvalidInputException(
                    mnist + ": not a folder in MNIST's layout: no train" + IdxReader.IMAGES + "[.gz] in it");
        }
        DataSplit parts = DataSources.open(mnist.toString());
        List<DataSource> all = all(parts);
        for (DataSource part : all) {
            if (!part.labelled()) {
                throw new InvalidInputException(part.name() + ": the digits have no labels");
            }
        }
        int digits = all.stream().mapToInt(DataSource::size).sum();
        if (digits < sizes.total()) {
            throw new InvalidInputException(mnist + ": " + digits + " digits, but " + sizes + " = " + sizes.total()
                    + " are asked for (training, validation, test)");
        }
        return parts;
    }

    private static List<DataSource> all(DataSplit parts) {
        return Stream.of(Stream.of(parts.train()), parts.validation().stream(), parts.test().stream())
                .flatMap(part -> part)
                .toList();
    }

    private static Digits draw(DataSplit parts, SplittableRandom random) {
        List<DataSource> all = all(parts);
        int count = all.stream().mapToInt(DataSource::size).sum();
        ImageShape shape = parts.train().shape();
        byte[][] images = new byte[count][];
        int[] labels = new int[count];
        float[] pixels = new float[shape.size()];
        int next = 0;
        for (DataSource part : all) {
            Dataset loaded = part.load();
            for (int i = 0; i < loaded.size(); i++, next++) {
                loaded.copyImage(i, pixels, 0);
                images[next] = bytes(pixels);
                labels[next] = loaded.label(i);
            }
        }
        return new Digits(shape, images, labels, RandomOrder.of(count, random));
    }

    private static byte[] bytes(float[] pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            bytes[i] = (byte) (int) pixels[i];
        }
        return bytes;
    }

    private void write(
            Digits digits, MnistVariation variation, VariationPainter painter, SplittableRandom random, Path parent)
            throws IOException {
        Path folder = Files.createDirectory(parent.resolve(variation.folder()));
        String[] stems = {"train", "valid", "t10k"};
        int[] counts = {sizes.train(), sizes.validation(), sizes.test()};
        int next = 0;
        for (int part = 0; part < stems.length; part++) {
            try (IdxWriter writer = new IdxWriter(folder.resolve(stems[part]), counts[part], digits.shape())) {
                for (int i = 0; i < counts[part]; i++, next++) {
                    int digit = digits.order()[next];
                    // a stream of its own for each image: how many draws one takes does not move the others
                    writer.write(
                            painter.paint(digits.images()[digit], variation, random.split()), digits.labels()[digit]);
                }
            }
        }
    }

    private static boolean makeFolder(Path out) {
        if (Files.isDirectory(out)) {
            return false;
        }
        try {
            Files.createDirectory(out);
            return true;
        } catch (IOException e) {
            throw failure(out, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // it holds the variations, as it should
        }
    }

    private static InvalidInputException failure(Path out, IOException e) {
        String reason = e.getMessage();
        if (e instanceof NoSuchFileException) {
            reason = "no such folder";
        } else if (e instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (e instanceof FileAlreadyExistsException) {
            reason = "is a file, not a folder";
        } else if (e instanceof FileSystemException system && system.getReason() != null) {
            reason = system.getReason();
        }
        return new InvalidInputException(out + ": cannot be written (" + reason + ")", e);
    }
}
