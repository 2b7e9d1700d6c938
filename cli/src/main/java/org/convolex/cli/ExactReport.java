package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.data.ImageShape;
import org.convolex.exact.Convolution;
import org.convolex.exact.ExactNetwork;

/** A network with an exact convex program, in words and under the names of {@link Metrics}. */
final class ExactReport {
    private ExactReport() {}

    /** The architecture and how it sees an image, in one line. */
    static String network(ExactNetwork model) {
        Convolution convolution = model.convolution();
        return convolution.architecture().label() + ": " + shape(convolution);
    }

    private static String shape(Convolution convolution) {
        ImageShape image = convolution.image();
        if (convolution.architecture().circular()) {
            return "circular filters of " + image.height() + " x " + image.width()
                    + (convolution.circularLayers() > 2
                            ? ", " + convolution.circularLayers()
                                    + " circular layers below the rectifier, the product of"
                                    + " all but the last in the unit ball"
                            : "");
        }
        return (image.height() == 1 ? 1 : convolution.patch()) + " x " + convolution.patch()
                + (image.channels() == 1 ? "" : " x " + image.channels()) + " patches at stride "
                + convolution.stride() + (convolution.padding() == 0 ? "" : ", padding " + convolution.padding())
                + ", " + convolution.patches() + " an image"
                + (convolution.architecture().blocks() ? ", in " + convolution.positions() + " blocks" : "")
                + (convolution.architecture().gated() ? ", " + convolution.gates() : "");
    }

    /** The names that metrics and inspection share. */
    static Map<String, Object> metrics(ExactNetwork model) {
        Convolution convolution = model.convolution();
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("architecture", convolution.architecture().label());
        numbers.put("neurons", model.neurons().size());
        numbers.put("patches", convolution.patches());
        numbers.put("positions", convolution.positions());
        numbers.put("boxes", model.effort().boxes());
        return numbers;
    }
}
