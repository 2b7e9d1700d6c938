package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.convotron.ConvotronNetwork;
import org.convolex.convotron.Whitening;

/** The filter of a network learned by Double Convotron. */
record ConvotronDescription(ConvotronNetwork network) implements ModelDescription {
    @Override
    public void addTo(Fields fields) {
        ConvotronReport.addTo(fields, network);
        Whitening whitening = network.view().whitening();
        if (whitening != null) {
            fields.add("whitening", whitening.report().text());
        }
    }

    @Override
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>(ConvotronReport.metrics(network));
        content.put("pixelMean", network.view().mean());
        content.put("pixelDeviation", network.view().deviation());
        content.put("filter", network.filter());
        content.put("outputWeights", network.weights());
        return content;
    }
}
