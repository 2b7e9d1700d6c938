package org.convolex.ccnn;

import java.util.Map;
import java.util.TreeMap;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.FeatureMap;
import org.convolex.kernel.FeatureMaps;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.kernel.TrainingPatches;
import org.convolex.linalg.Workers;
import org.convolex.patch.PatchGrid;

/**
 * Settings of one layer of a convexified CNN. Immutable.
 *
 * @param patch side of a patch, in pixels of the layer's input; {@link #AUTO_PATCH}: 5, or 3 where a side of the input is
 *     below {@value #LARGE_SIDE} pixels in the first layer and below {@value #LARGE_MAP} in those above
 * @param stride distance of neighbouring patches, in pixels
 * @param padding zeros around the input, in pixels
 * @param pool side of an average-pooling window, in patches
 * @param kernel of whitened patches
 * @param map from patches to features, one that there is for the kernel
 * @param features m of a patch; without meaning where they follow from the patches ({@link MapKind#hasCount})
 * @param gamma of the Gaussian kernel; {@link #AUTO}: chosen on validation, or the kernel has none
 * @param radius R, the bound on ||A||_*; {@link #AUTO}: chosen on validation
 * @param contrast constant of the local contrast normalization
 * @param whitening epsilon of the ZCA whitening
 * @param filters leading singular directions of A that are kept as channels for the layer above;
 *     {@link #AUTO_FILTERS}: chosen on validation. The last layer predicts with all of A
 * @param directions in the working set to begin with
 */
public record LayerSettings(
        int patch,
        int stride,
        int padding,
        int pool,
        KernelFamily kernel,
        MapKind map,
        int features,
        double gamma,
        double radius,
        double contrast,
        double whitening,
        int filters,
        int directions) {

    /** Choose gamma or R on validation. */
    public static final double AUTO = Double.NaN;

    /** Choose the patch by the size of the images. */
    public static final int AUTO_PATCH = 0;

    /** Choose the number of filters on validation. */
    public static final int AUTO_FILTERS = 0;

    private static final int LARGE_SIDE = 16;
    private static final int LARGE_MAP = 8;

    /**
     * @throws InvalidInputException if a value is out of its range; geometry is checked against the images later
     */
    public LayerSettings {
        if (patch != AUTO_PATCH) {
            requireAtLeastOne("patch", patch);
        }
        if (filters != AUTO_FILTERS) {
            requireAtLeastOne("filters", filters);
        }
        requireAtLeastOne("stride", stride);
        requireAtLeastOne("pool", pool);
        requireAtLeastOne("features", features);
        requireAtLeastOne("directions", directions);
        requireAutoOrPositive("gamma", gamma);
        requireAutoOrPositive("radius", radius);
        if (!Double.isNaN(gamma) && !kernel.hasGamma()) {
            throw new InvalidInputException("gamma " + gamma + ": kernel " + kernel.label() + " has no gamma");
        }
        if (!map.fits(kernel)) {
            throw new InvalidInputException("there is no map " + map.label() + " of kernel " + kernel.label()
                    + ": map must be one of " + String.join(", ", MapKind.labelsFor(kernel)));
        }
    }

    /** Whether gamma is left open, and there is one. */
    boolean choosesGamma() {
        return kernel.hasGamma() && Double.isNaN(gamma);
    }

    /** Whether R is left open. */
    boolean choosesRadius() {
        return Double.isNaN(radius);
    }

    /** The number of features, or a bound on it where it follows from the patches. */
    int mostFeatures(PatchGrid grid, int images) {
        return switch (map) {
            case EXACT -> (int) Math.min(Integer.MAX_VALUE, (long) images * grid.patches());
            case IDENTITY -> grid.dimension();
            default -> features;
        };
    }

    /** The same with fewer features where there are more, and with directions in proportion. */
    LayerSettings withAtMost(int mostFeatures) {
        if (features <= mostFeatures) {
            return this;
        }
        int fewer = Math.max(1, (int) ((long) directions * mostFeatures / features));
        return new LayerSettings(
                patch,
                stride,
                padding,
                pool,
                kernel,
                map,
                mostFeatures,
                gamma,
                radius,
                contrast,
                whitening,
                filters,
                fewer);
    }

    /** The map, drawn or fitted to whitened training patches. */
    FeatureMap fitMap(TrainingPatches patches, double gamma, long seed, long memoryBytes, Workers workers) {
        return FeatureMaps.fit(map, kernel.at(gamma), features, seed, patches, memoryBytes, workers);
    }

    /**
     * Where the patches of the layer's input lie.
     *
     * @param layer number of the layer, 1 for the one that sees the images
     * @throws InvalidInputException if the input is smaller than a patch, or stride or padding do not fit it
     */
    PatchGrid grid(ImageShape input, int layer) {
        try {
            return new PatchGrid(input, patch == AUTO_PATCH ? automaticPatch(input, layer) : patch, stride, padding);
        } catch (InvalidInputException e) {
            if (layer == 1) {
                throw e;
            }
            throw new InvalidInputException("layer " + layer + ": " + e.getMessage(), e);
        }
    }

    private static int automaticPatch(ImageShape input, int layer) {
        int side = input.height() == 1 ? input.width() : Math.min(input.height(), input.width());
        return side >= (layer == 1 ? LARGE_SIDE : LARGE_MAP) ? 5 : Math.min(3, side);
    }

    /** What the model itself does not hold, by name, for the provenance; a sorted map that may be added to. */
    Map<String, String> toMap() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("stride", Integer.toString(stride));
        settings.put("padding", Integer.toString(padding));
        settings.put("pool", Integer.toString(pool));
        settings.put("kernel", kernel.label());
        settings.put("map", map.label());
        settings.put("features", Integer.toString(features));
        settings.put("contrast", Double.toString(contrast));
        settings.put("whitening", Double.toString(whitening));
        return settings;
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new InvalidInputException(name + " must be >= 1, got " + value);
        }
    }

    private static void requireAutoOrPositive(String name, double value) {
        if (!Double.isNaN(value) && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(name + " must be finite and > 0, got " + value);
        }
    }
}
