package org.convolex.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.convolex.TrainingListener;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.ConvexifiedCnnTrainer;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactNetwork;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.ExactTrainer;
import org.convolex.linalg.Workers;

/** A small trained model, and model files with bytes changed. Knows the layout by itself, not from the code under test. */
public final class ModelFiles {
    private static final int TABLE = 32;
    private static final int TABLE_ENTRY = 32;
    private static final int CHECKSUM = 32;

    private ModelFiles() {}

    /** The images that {@link #tinyModel} is trained on. */
    public static Dataset trainingImages() {
        return DataSources.open("digits").train().load(60);
    }

    /** The same images with two real targets each: the digit as a number, and the sum of its pixels. */
    public static Dataset regressionImages() {
        Dataset digits = trainingImages();
        float[][] images = new float[digits.size()][];
        double[][] targets = new double[digits.size()][2];
        for (int i = 0; i < images.length; i++) {
            images[i] = digits.image(i);
            targets[i][0] = digits.label(i);
            for (float pixel : images[i]) {
                targets[i][1] += pixel;
            }
        }
        return Dataset.ofTargets(digits.shape(), images, targets, List.of("digit", "ink"));
    }

    /** A model of 24 features on 60 digits, trained in well under a second. */
    public static ConvexifiedCnn tinyModel(int threads) {
        return tinyModel(trainingImages(), threads);
    }

    /** As {@link #tinyModel(int)}, of two real targets. */
    public static ConvexifiedCnn tinyRegression(int threads) {
        return tinyModel(regressionImages(), threads);
    }

    private static ConvexifiedCnn tinyModel(Dataset images, int threads) {
        CcnnSettings settings = CcnnSettings.builder()
                .patch(3)
                .features(24)
                .gamma(0.5)
                .radius(20)
                .gap(0.05)
                .build();
        try (Workers workers = new Workers(threads)) {
            return new ConvexifiedCnnTrainer(settings)
                    .train(images, "digits", TrainingListener.NONE, workers)
                    .model();
        }
    }

    /** A linear network of method exact on 60 digits: 3 x 3 patches, 36 an image. */
    public static ExactNetwork tinyExact(int threads) {
        return exact(Architecture.LINEAR, trainingImages(), threads);
    }

    /** As {@link #tinyExact}, of two real targets. */
    public static ExactNetwork tinyExactRegression(int threads) {
        return exact(Architecture.LINEAR, regressionImages(), threads);
    }

    /** A network of method exact on images of any kind, trained in well under a second where they are few and small. */
    static ExactNetwork exact(Architecture architecture, Dataset images, int threads) {
        ExactSettings settings = ExactSettings.defaults()
                .withArchitecture(architecture)
                .withBeta(5)
                .withGap(1e-2)
                .withBoxes(100);
        try (Workers workers = new Workers(threads)) {
            return new ExactTrainer(settings)
                    .train(images, "digits", TrainingListener.NONE, workers)
                    .model();
        }
    }

    /** A copy of a model file with the checksum that its bytes have. */
    public static byte[] withChecksum(byte[] file) {
        byte[] repaired = file.clone();
        int end = file.length - CHECKSUM;
        System.arraycopy(sha256(Arrays.copyOf(file, end)), 0, repaired, end, CHECKSUM);
        return repaired;
    }

    /** A copy of a model file with bytes of a section replaced, and the right checksum. */
    public static byte[] withBytes(byte[] file, String section, int at, byte[] replacement) {
        byte[] changed = file.clone();
        System.arraycopy(replacement, 0, changed, sectionOffset(file, section) + at, replacement.length);
        return withChecksum(changed);
    }

    /** Where a section begins. */
    public static int sectionOffset(byte[] file, String section) {
        return (int) ByteBuffer.wrap(file).getLong(tableEntry(file, section) + 16);
    }

    /** Where the table speaks of a section: its name, and 16 and 24 bytes later its offset and length. */
    public static int tableEntry(byte[] file, String section) {
        byte[] name = Arrays.copyOf(section.getBytes(StandardCharsets.US_ASCII), 16);
        for (int at = TABLE; at < file.length - TABLE_ENTRY; at += TABLE_ENTRY) {
            if (Arrays.equals(file, at, at + name.length, name, 0, name.length)) {
                return at;
            }
        }
        throw new IllegalArgumentException("no section " + section);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
