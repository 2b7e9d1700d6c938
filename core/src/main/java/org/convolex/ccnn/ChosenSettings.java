package org.convolex.ccnn;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.convolex.kernel.FeatureMap;
import org.convolex.optim.Loss;
import org.convolex.optim.Solvers;

/** What a provenance says of the settings of a training. */
public final class ChosenSettings {
    private ChosenSettings() {}

    /** The settings, with what was chosen; those of a layer behind its number where there are several. */
    public static Map<String, String> of(CcnnSettings settings, List<CcnnLayer> layers, Loss loss) {
        Map<String, String> all = new TreeMap<>();
        all.put("loss", loss.name());
        if (!settings.solver().equals(Solvers.AUTO)) {
            all.put("solver", settings.solver());
        }
        if (!settings.classWeights().equals(ClassWeights.NONE)) {
            all.put("class-weights", settings.classWeights().toString());
        }
        if (!settings.shifts().none()) {
            all.put("shifts", Integer.toString(settings.shifts().pixels()));
            all.put("copies", Integer.toString(settings.shifts().copies()));
        }
        all.put("gap", Double.toString(settings.gap()));
        for (int number = 1; number <= layers.size(); number++) {
            CcnnLayer layer = layers.get(number - 1);
            Map<String, String> map = settings.layer(number).toMap();
            map.put(
                    "patch",
                    Integer.toString(layer.pipeline().extractor().grid().size()));
            FeatureMap features = layer.pipeline().map();
            map.put("features", Integer.toString(features.count()));
            if (features.kernel().family().hasGamma()) {
                map.put("gamma", Double.toString(features.kernel().gamma()));
            }
            map.put("radius", Double.toString(layer.radius()));
            if (number < layers.size()) {
                map.put("filters", Integer.toString(layer.filters()));
            }
            String prefix = layers.size() == 1 ? "" : number + ".";
            map.forEach((name, value) -> all.put(prefix + name, value));
        }
        return all;
    }
}
