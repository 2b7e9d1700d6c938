package org.convolex.model;

import org.convolex.ccnn.FeaturePipeline;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.FeatureMap;
import org.convolex.patch.AveragePooling;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;
import org.convolex.patch.ZcaWhitening;

/**
 * Section "pipeline": how an image becomes features, for patches of d1 numbers and m features.
 *
 * <pre>
 *   int32 x 3       size, stride and padding of patches
 *   int32           side of a pooling window
 *   float32         pixel scale
 *   float64         contrast constant
 *   int32           d1
 *   int32           k, length of a whitened patch, at most d1
 *   float64 x d1    mean of the patches
 *   float64 x k d1  whitening matrix, row by row
 *   any             the feature map, see {@link MapCodec}
 *   float32 x m     mean of the features
 *   float32         scale of the features
 * </pre>
 */
final class PipelineSection {
    private PipelineSection() {}

    static void write(FeaturePipeline pipeline, SectionWriter out) {
        PatchExtractor extractor = pipeline.extractor();
        out.int32(extractor.grid().size());
        out.int32(extractor.grid().stride());
        out.int32(extractor.grid().padding());
        out.int32(extractor.pooling().size());
        out.floats(extractor.scale());
        out.doubles(extractor.contrast().constant());

        out.int32(pipeline.whitening().dimension());
        out.int32(pipeline.whitening().components());
        out.doubles(pipeline.whitening().mean());
        out.doubles(pipeline.whitening().matrix());

        MapCodec.write(pipeline.map(), out);
        out.floats(pipeline.featureMean());
        out.floats(pipeline.featureScale());
    }

    static FeaturePipeline read(SectionReader in, ImageShape shape) {
        PatchExtractor extractor = readExtractor(in, shape);
        int dimension = extractor.grid().dimension();
        in.expectInt32("length of a patch", dimension);
        int components = in.int32("length of a whitened patch", 1);
        if (components > dimension) {
            throw new InvalidInputException(
                    "whitened patches have " + components + " numbers, more than the " + dimension + " of a patch");
        }
        ZcaWhitening whitening = new ZcaWhitening(
                in.doubles("patch mean", dimension), in.doubles("whitening matrix", (long) components * dimension));

        FeatureMap map = MapCodec.read(in, components);
        return new FeaturePipeline(
                extractor, whitening, map, in.floats("feature mean", map.count()), in.positiveFloat("feature scale"));
    }

    private static PatchExtractor readExtractor(SectionReader in, ImageShape shape) {
        PatchGrid grid = new PatchGrid(shape, in.int32("patch size", 1), in.int32("stride", 1), in.int32("padding", 0));
        int pool = in.int32("pool", 1);
        requireModestSizes(grid, pool);
        AveragePooling pooling = new AveragePooling(grid.rows(), grid.columns(), pool);
        float scale = in.positiveFloat("pixel scale");
        return new PatchExtractor(
                scale, grid, new ContrastNormalization(in.positiveDouble("contrast constant")), pooling);
    }

    /** Counts of patches and of their numbers are ints, and must not overflow for forged sizes. */
    private static void requireModestSizes(PatchGrid grid, int pool) {
        int largest = 1 << 24;
        if (grid.size() > largest || grid.padding() > largest || pool > largest) {
            throw new InvalidInputException("a patch size of " + grid.size() + ", a padding of " + grid.padding()
                    + " or a pool of " + pool + " is more than " + largest);
        }
        double numbers =
                (double) grid.image().channels() * grid.patchHeight() * grid.size() * grid.rows() * grid.columns();
        if (numbers > Integer.MAX_VALUE) {
            throw new InvalidInputException(String.format(
                    "the patches of one image have %.0f numbers, more than %d", numbers, Integer.MAX_VALUE));
        }
    }
}
