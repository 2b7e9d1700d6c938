package org.convolex.tribuo;

import java.util.ArrayList;
import java.util.List;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** The embedded digits as Tribuo has them: pixels that are 0 left out, labels in words. */
final class DigitExamples {
    private static final List<String> WORDS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private DigitExamples() {}

    static Dataset training(int count) {
        return DataSources.open("digits").train().load(count);
    }

    static Dataset test() {
        return DataSources.open("digits").test().orElseThrow().load();
    }

    static MutableDataset<Label> of(Dataset digits) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> examples =
                new MutableDataset<>(new SimpleDataSourceProvenance("digits", factory), factory);
        for (int i = 0; i < digits.size(); i++) {
            examples.add(example(digits.image(i), WORDS.get(digits.label(i))));
        }
        return examples;
    }

    static Example<Label> example(float[] pixels, String label) {
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int p = 0; p < pixels.length; p++) {
            if (pixels[p] != 0) {
                names.add(String.format("pixel-%03d", p));
                values.add((double) pixels[p]);
            }
        }
        return new ArrayExample<>(
                new Label(label),
                names.toArray(new String[0]),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
