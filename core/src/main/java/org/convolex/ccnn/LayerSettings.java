package org.convolex.ccnn;

import java.util.Map;
import java.util.TreeMap;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.patch.PatchGrid;

/**
 * Settings of one layer of a convexified CNN. Immutable.
 *
 * @param patch side of a patch, in pixels of the layer's input; {@link #AUTO_PATCH}: 5, or 3 where a side of the input is
 *     below {@value #LARGE_SIDE} pixels in the first layer and below {@value #LARGE_MAP} in those above
 * @param stride distance of neighbouring patches, in pixels
 * @param padding zeros around the input, in pixels
 * @param pool side of an average-pooling window, in patches
 * @param features random Fourier features m of a patch
 * @param gamma of the Gaussian kernel on whitened patches; {@link #AUTO}: chosen on validation
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
        Map<String, String> map = new TreeMap<>();
        map.put("stride", Integer.toString(stride));
        map.put("padding", Integer.toString(padding));
        map.put("pool", Integer.toString(pool));
        map.put("features", Integer.toString(features));
        map.put("contrast", Double.toString(contrast));
        map.put("whitening", Double.toString(whitening));
        return map;
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
