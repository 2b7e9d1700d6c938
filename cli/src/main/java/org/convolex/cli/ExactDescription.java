package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.exact.ExactNetwork;
import org.convolex.network.Neuron;

/** The neurons of a network with an exact convex program. */
record ExactDescription(ExactNetwork network) implements ModelDescription {

    @Override
    public void addTo(Fields fields) {
        fields.add("architecture", ExactReport.network(network))
                .add("neurons", Integer.toString(network.neurons().size()))
                .add("boxes", network.effort().boxes() + " of filters at most, in the certificate");
    }

    @Override
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>(ExactReport.metrics(network));
        content.put("filter", network.neurons().stream().map(Neuron::filter).toList());
        content.put(
                "outputWeights", network.neurons().stream().map(Neuron::weights).toList());
        return content;
    }
}
