package org.convolex.ccnn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.convolex.ClassOutputs;
import org.convolex.Outputs;
import org.convolex.RealOutputs;
import org.convolex.data.RandomShifts;
import org.convolex.kernel.FeatureMap;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;

/** Names the program that a certificate speaks of. */
final class ProblemHash {
    private ProblemHash() {}

    /**
     * Names what the first layer learns from: the images with their weights, with their shifted copies and the seed of those,
     * and, for real outputs, with how targets are standardized. {@code dataHash} itself for classes where all images count
     * alike and stand alone.
     */
    static String ofData(String dataHash, Weighting weighting, RandomShifts shifts, long seed, Outputs outputs) {
        if (weighting.none() && shifts.none() && outputs instanceof ClassOutputs) {
            return dataHash;
        }
        MessageDigest digest = sha256();
        text(digest, dataHash);
        if (outputs instanceof RealOutputs standardized) {
            doubles(digest, standardized.means());
            doubles(digest, standardized.scales());
        }
        if (!shifts.none()) {
            text(digest, "shifts " + shifts.pixels() + " " + shifts.copies() + " " + seed);
        }
        doubles(digest, weighting.classes().length, weighting.images().length);
        doubles(digest, weighting.classes());
        doubles(digest, weighting.images());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 over the hash of a layer's input, everything in its pipeline, the loss and the radius. */
    static String of(String inputHash, FeaturePipeline pipeline, String loss, double radius) {
        PatchExtractor extractor = pipeline.extractor();
        PatchGrid grid = extractor.grid();
        MessageDigest digest = sha256();
        text(digest, inputHash);
        text(digest, loss);
        doubles(
                digest,
                radius,
                grid.image().channels(),
                grid.image().height(),
                grid.image().width(),
                grid.size(),
                grid.stride(),
                grid.padding(),
                extractor.pooling().size(),
                extractor.scale(),
                extractor.contrast().constant(),
                pipeline.featureScale());
        doubles(digest, pipeline.whitening().mean());
        doubles(digest, pipeline.whitening().matrix());
        FeatureMap map = pipeline.map();
        text(digest, map.kind().label());
        text(digest, map.kernel().family().label());
        doubles(digest, map.dimension(), map.count(), map.kernel().gamma());
        for (double[] parameters : map.parameters()) {
            doubles(digest, parameters);
        }
        for (float mean : pipeline.featureMean()) {
            doubles(digest, mean);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static void doubles(MessageDigest digest, double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * values.length);
        buffer.asDoubleBuffer().put(values);
        digest.update(buffer.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
