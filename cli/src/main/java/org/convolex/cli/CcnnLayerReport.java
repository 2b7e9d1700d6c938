package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.kernel.FeatureMap;
import org.convolex.kernel.KernelFamily;
import org.convolex.patch.PatchGrid;

/** One layer of a convexified network, in words and under the names of {@link Metrics}. */
final class CcnnLayerReport {
    private CcnnLayerReport() {}

    /** What a list calls a layer: a network of one has no need for numbers. */
    static String name(ConvexifiedCnn model, int number) {
        return model.layers().size() == 1 ? "network" : "layer " + number;
    }

    /** The layer's shape in one line. */
    static String network(CcnnLayer layer) {
        PatchGrid grid = layer.pipeline().extractor().grid();
        return grid.patchHeight() + " x " + grid.size()
                + (grid.image().channels() == 1 ? "" : " x " + grid.image().channels()) + " patches at stride "
                + grid.stride() + (grid.padding() == 0 ? "" : ", padding " + grid.padding()) + ", "
                + layer.pipeline().features() + " features, pooled to "
                + layer.pipeline().positions() + " positions";
    }

    /** The kernel, its gamma if it has one, and the map, in one line. */
    static String kernel(CcnnLayer layer, String originOfGamma) {
        FeatureMap map = layer.pipeline().map();
        KernelFamily family = map.kernel().family();
        String gamma =
                family.hasGamma() ? ", gamma " + Texts.number(map.kernel().gamma()) + originOfGamma : "";
        return family.label() + ", map " + map.kind().label() + gamma;
    }

    /** The same names as for the whole, which speaks of the last layer. */
    static Map<String, Object> metrics(CcnnLayer layer) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("imageShape", layer.pipeline().imageShape().toString());
        numbers.put("patch", layer.pipeline().extractor().grid().size());
        numbers.put("features", layer.pipeline().features());
        numbers.put("positions", layer.pipeline().positions());
        numbers.putAll(map(layer));
        numbers.put("rank", layer.weights().rank());
        numbers.put("filters", layer.filters());
        numbers.putAll(CertificateReport.metrics(layer.certificate()));
        return numbers;
    }

    /** Kernel, map and gamma, under the names that they have everywhere. */
    static Map<String, Object> map(CcnnLayer layer) {
        FeatureMap map = layer.pipeline().map();
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("kernel", map.kernel().family().label());
        names.put("map", map.kind().label());
        names.put("gamma", Json.orNull(map.kernel().gamma()));
        return names;
    }
}
