package org.convolex.ccnn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;

/** Names the program that a certificate speaks of. */
final class ProblemHash {
    private ProblemHash() {}

    /** SHA-256 over the data's hash, everything in the pipeline, the loss, the radius and, where images differ in weight, the weights. */
    static String of(String dataHash, FeaturePipeline pipeline, String loss, Weighting weighting, double radius) {
        PatchExtractor extractor = pipeline.extractor();
        PatchGrid grid = extractor.grid();
        MessageDigest digest = sha256();
        text(digest, dataHash);
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
                pipeline.map().gamma(),
                pipeline.featureScale());
        doubles(digest, pipeline.whitening().mean());
        doubles(digest, pipeline.whitening().matrix());
        doubles(digest, pipeline.map().frequencies());
        doubles(digest, pipeline.map().phases());
        for (float mean : pipeline.featureMean()) {
            doubles(digest, mean);
        }
        if (!weighting.none()) { // a program without weights keeps the name that it had before there were any
            doubles(digest, weighting.classes().length, weighting.images().length);
            doubles(digest, weighting.classes());
            doubles(digest, weighting.images());
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
