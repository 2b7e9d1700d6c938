package org.convolex.model;

import java.util.List;
import org.convolex.RealOutputs;

/**
 * Section "standardization": what turns scores of real outputs into predictions, {@code mean + scale * score}.
 *
 * <pre>
 *   for each output, in the order of their names in section "model"
 *     float64    mean of the training targets
 *     float64    their standard deviation, above 0
 * </pre>
 */
final class StandardizationSection {
    private StandardizationSection() {}

    static void write(RealOutputs outputs, SectionWriter out) {
        for (int k = 0; k < outputs.count(); k++) {
            out.doubles(outputs.means()[k], outputs.scales()[k]);
        }
    }

    static RealOutputs read(SectionReader in, List<String> names) {
        double[] means = new double[names.size()];
        double[] scales = new double[names.size()];
        for (int k = 0; k < means.length; k++) {
            means[k] = in.doubles("mean of target " + k, 1)[0];
            scales[k] = in.positiveDouble("scale of target " + k);
        }
        return new RealOutputs(names, means, scales);
    }
}
