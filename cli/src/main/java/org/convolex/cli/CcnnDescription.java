package org.convolex.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;

/** The layers of a convexified network. */
record CcnnDescription(ConvexifiedCnn network) implements ModelDescription {
    private static final int SHOWN_VALUES = 10;

    @Override
    public void addTo(Fields fields) {
        for (int number = 1; number <= network.layers().size(); number++) {
            addLayer(fields, number);
        }
    }

    private void addLayer(Fields fields, int number) {
        CcnnLayer layer = network.layers().get(number - 1);
        double[] values = layer.weights().singularValues();
        fields.add(CcnnLayerReport.name(network, number), CcnnLayerReport.network(layer))
                .add("kernel", CcnnLayerReport.kernel(layer, ""))
                .add("filters", layer.weights().rank() + " learned (the rank of A)")
                .add(
                        "singular values",
                        Arrays.stream(values)
                                        .limit(SHOWN_VALUES)
                                        .mapToObj(Texts::number)
                                        .collect(Collectors.joining(", "))
                                + (values.length > SHOWN_VALUES ? ", ..." : ""));
        if (number < network.layers().size()) {
            fields.add("given on", layer.filters() + " filters")
                    .add("certificate", layer.certificate().words());
        }
    }

    @Override
    public Map<String, Object> content() {
        CcnnLayer last = network.last();
        Map<String, Object> content = new LinkedHashMap<>(CcnnLayerReport.map(last));
        content.put("features", last.pipeline().features());
        content.put("positions", last.pipeline().positions());
        content.put("filters", last.weights().rank());
        content.put("singularValues", last.weights().singularValues());
        content.put(
                "layers",
                network.layers().stream().map(CcnnLayerReport::metrics).toList());
        return content;
    }
}
