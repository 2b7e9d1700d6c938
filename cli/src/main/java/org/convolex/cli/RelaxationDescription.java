package org.convolex.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.relaxation.SharedFilterNetwork;

/** The filter of a network whose blocks share it. */
record RelaxationDescription(SharedFilterNetwork network) implements ModelDescription {

    @Override
    public void addTo(Fields fields) {
        RelaxationReport.addTo(fields, network);
    }

    @Override
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>(RelaxationReport.metrics(network));
        double[] weights = new double[network.layout().blocks()];
        Arrays.fill(weights, 1);
        content.put("pixelScale", network.layout().scale());
        content.put("filter", network.filter());
        content.put("outputWeights", weights);
        content.put("directionVector", network.direction());
        return content;
    }
}
