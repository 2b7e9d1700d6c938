package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.Model;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.ParameterSharing;
import org.convolex.data.DataSource;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;

/** What sharing filters buys, in words and as JSON. */
record TheoryReport(ParameterSharing sharing) {

    /**
     * Estimates it for the first layer of a model.
     *
     * @param file that the model is in
     * @throws InvalidInputException if the model is no convexified network, or the images have another shape
     */
    static TheoryReport of(Model model, String file, DataSource source, Workers workers) {
        if (!(model instanceof ConvexifiedCnn network)) {
            throw new InvalidInputException(
                    file + ": --theory is for convexified networks, this is a model of " + model.method());
        }
        ModelInput.requireShape(model, file, source);
        return new TheoryReport(Named.input(
                source.name(),
                () -> ParameterSharing.estimate(
                        network.layers().get(0).pipeline(),
                        source.load(),
                        model.provenance().samples(),
                        workers)));
    }

    Fields fields() {
        double logarithm = Math.log((double) sharing.samples() * sharing.patches());
        return new Fields()
                .add(
                        "theory",
                        "first layer, n = " + sharing.samples() + " training images, P = " + sharing.patches()
                                + " patches each, K(X) of " + sharing.images() + " images")
                .add(
                        "E ||K(X)||_2",
                        Texts.number(sharing.meanNorm()) + " (at most P K_max = "
                                + Texts.number(sharing.patches() * sharing.largestValue()) + ")")
                .add("shared (16)", Texts.number(sharing.sharedTerm()) + ", the root of log(nP) E||K(X)||_2 / n")
                .add("separate (19)", Texts.number(sharing.separateTerm()) + ", the root of P K_max / n")
                .add(
                        "sharing buys",
                        "a factor of " + Texts.number(sharing.ratio()) + " in the bound on the excess risk, of "
                                + Texts.number(sharing.ratio() * sharing.ratio())
                                + " in images, the root of log(nP) = " + Texts.number(Math.sqrt(logarithm))
                                + " in (16) left aside; at most the root of P, "
                                + Texts.number(Math.sqrt(sharing.patches())) + ", is possible");
    }

    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("n", sharing.samples());
        content.put("patches", sharing.patches());
        content.put("images", sharing.images());
        content.put("meanKernelNorm", sharing.meanNorm());
        content.put("largestKernelValue", sharing.largestValue());
        content.put("sharedTerm", sharing.sharedTerm());
        content.put("separateTerm", sharing.separateTerm());
        content.put("ratio", sharing.ratio());
        return content;
    }
}
