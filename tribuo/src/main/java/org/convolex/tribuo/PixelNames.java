package org.convolex.tribuo;

import java.util.HashMap;
import java.util.Map;
import org.convolex.data.ImageShape;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.VariableInfo;

/**
 * Where the features of an example lie in an image. Tribuo knows features by name and leaves out those that are 0; a name ends in
 * the number of its pixel: "17", "pixel-0017" and "F17" are all pixel 17. Immutable and safe for use from many threads.
 */
final class PixelNames {
    private static final int NONE = -1;

    private final ImageShape shape;
    private final int first;

    /**
     * @param shape of an image
     * @param first the number of the first pixel, 0 or 1
     */
    PixelNames(ImageShape shape, int first) {
        this.shape = shape;
        this.first = first;
    }

    /**
     * Checks the features of a data set.
     *
     * @throws IllegalArgumentException if a name has no number at its end, the number is that of no pixel, or two names have the
     *     same one
     */
    void check(FeatureMap features) {
        Map<Integer, String> names = new HashMap<>();
        for (VariableInfo feature : features) {
            String name = feature.getName();
            int index = index(name);
            if (index == NONE) {
                throw new IllegalArgumentException("feature '" + name + "' is no pixel of " + shape
                        + ": expected a number in " + first + ".." + (first + shape.size() - 1)
                        + " at the end of its name");
            }
            String other = names.put(index, name);
            if (other != null) {
                throw new IllegalArgumentException(
                        "features '" + other + "' and '" + name + "' are both pixel " + (index + first));
            }
        }
    }

    private int index(String name) {
        int start = name.length();
        while (start > 0 && Character.digit(name.charAt(start - 1), 10) >= 0) {
            start--;
        }
        try {
            int index = Integer.parseInt(name.substring(start)) - first;
            return index >= 0 && index < shape.size() ? index : NONE;
        } catch (NumberFormatException e) { // no digit, or more than any image has pixels
            return NONE;
        }
    }

    /**
     * The pixels of an example. One that no training example had is a pixel all the same; features that are none are left out,
     * as unknown features are everywhere in Tribuo.
     */
    float[] image(Example<?> example) {
        float[] pixels = new float[shape.size()];
        for (Feature feature : example) {
            int index = index(feature.getName());
            if (index != NONE) {
                pixels[index] = (float) feature.getValue();
            }
        }
        return pixels;
    }

    /** How many of an example's features are pixels. */
    int known(Example<?> example) {
        int count = 0;
        for (Feature feature : example) {
            count += index(feature.getName()) == NONE ? 0 : 1;
        }
        return count;
    }
}
