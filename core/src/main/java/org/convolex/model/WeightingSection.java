package org.convolex.model;

import org.convolex.ccnn.Weighting;
import org.convolex.data.InvalidInputException;

/**
 * Section "weighting": how much each training image counted. It is missing where all counted alike.
 *
 * <pre>
 *   int32                 0, or the number of classes
 *   float64 for each      factor of the class, at least 0
 *   int32                 0, or the number of training images
 *   float64 for each      factor of the image, at least 0
 * </pre>
 */
final class WeightingSection {
    private WeightingSection() {}

    static void write(Weighting weighting, SectionWriter out) {
        out.int32(weighting.classes().length);
        out.doubles(weighting.classes());
        out.int32(weighting.images().length);
        out.doubles(weighting.images());
    }

    static Weighting read(SectionReader in, int classes, int samples) {
        return new Weighting(factors(in, "class weights", classes), factors(in, "image weights", samples));
    }

    private static double[] factors(SectionReader in, String what, int expected) {
        int count = in.int32("number of " + what, 0);
        if (count != 0 && count != expected) {
            throw new InvalidInputException("there are " + count + " " + what + " for " + expected);
        }
        return in.doubles(what, count);
    }
}
