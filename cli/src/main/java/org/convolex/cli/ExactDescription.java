package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactNetwork;
import org.convolex.network.Neuron;

/** The neurons of a network with an exact convex program. */
record ExactDescription(ExactNetwork network) implements ModelDescription {

    @Override
    public void addTo(Fields fields) {
        fields.add("architecture", ExactReport.network(network))
                .add("neurons", Integer.toString(network.neurons().size()))
                .add("boxes", network.effort().boxes() + " of filters at most, in the certificate");
        if (network.convolution().circularLayers() > 2) {
            fields.add(
                    "unit layers",
                    "with a unit ball for each layer in place of one for their product, the lower bound holds but is no"
                            + " more than that, and this network has the objective "
                            + Texts.number(network.objectiveWithUnitLayers()));
        }
    }

    @Override
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>(ExactReport.metrics(network));
        if (network.convolution().architecture().gated()) {
            content.put("gates", network.convolution().gates().filters());
            content.put("gate", network.neurons().stream().map(Neuron::gate).toList());
        }
        if (network.convolution().architecture() == Architecture.CIRCULAR_RELU) {
            content.put(
                    "circularLayers",
                    network.neurons().stream().map(network::circularLayers).toList());
        }
        if (network.convolution().circularLayers() > 2) {
            content.put("objectiveWithUnitLayers", Json.orNull(network.objectiveWithUnitLayers()));
        }
        content.put("filter", network.neurons().stream().map(Neuron::filter).toList());
        content.put(
                "outputWeights", network.neurons().stream().map(Neuron::weights).toList());
        return content;
    }
}
