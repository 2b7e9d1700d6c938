package org.convolex.ccnn;

import org.convolex.ClassOutputs;
import org.convolex.Outputs;
import org.convolex.RealOutputs;
import org.convolex.data.RandomShifts;
import org.convolex.hash.Sha256;
import org.convolex.kernel.FeatureMap;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;

/** Names the program that a certificate speaks of. */
public final class ProblemHash {
    private ProblemHash() {}

    /**
     * Names what the first layer learns from: the images with their weights, with their shifted copies and the seed of those,
     * and, for real outputs, with how targets are standardized. {@code dataHash} itself for classes where all images count
     * alike and stand alone.
     */
    public static String ofData(String dataHash, Weighting weighting, RandomShifts shifts, long seed, Outputs outputs) {
        if (weighting.none() && shifts.none() && outputs instanceof ClassOutputs) {
            return dataHash;
        }
        Sha256 sum = new Sha256();
        sum.text(dataHash);
        if (outputs instanceof RealOutputs standardized) {
            sum.doubles(standardized.means());
            sum.doubles(standardized.scales());
        }
        if (!shifts.none()) {
            sum.text("shifts " + shifts.pixels() + " " + shifts.copies() + " " + seed);
        }
        sum.doubles(weighting.classes().length, weighting.images().length);
        sum.doubles(weighting.classes());
        sum.doubles(weighting.images());
        return sum.hex();
    }

    /** Names the responses of a layer, the next one's input: its certificate names its data and its weights. */
    public static String ofResponses(CcnnLayer layer) {
        return layer.certificate().problemHash() + "/" + layer.certificate().pointHash() + "/" + layer.filters();
    }

    /** SHA-256 over the hash of a layer's input, everything in its pipeline, the loss and the radius. */
    public static String of(String inputHash, FeaturePipeline pipeline, String loss, double radius) {
        PatchExtractor extractor = pipeline.extractor();
        PatchGrid grid = extractor.grid();
        Sha256 sum = new Sha256();
        sum.text(inputHash);
        sum.text(loss);
        sum.doubles(
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
        sum.doubles(pipeline.whitening().mean());
        sum.doubles(pipeline.whitening().matrix());
        FeatureMap map = pipeline.map();
        sum.text(map.kind().label());
        sum.text(map.kernel().family().label());
        sum.doubles(map.dimension(), map.count(), map.kernel().gamma());
        for (double[] parameters : map.parameters()) {
            sum.doubles(parameters);
        }
        for (float mean : pipeline.featureMean()) {
            sum.doubles(mean);
        }
        return sum.hex();
    }
}
