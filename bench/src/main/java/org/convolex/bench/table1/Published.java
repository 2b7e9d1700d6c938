package org.convolex.bench.table1;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.convolex.data.MnistVariation;

/** Table 1 as it was published: test errors in per cent. The paper had other photographs, and other draws of the rest. */
final class Published {
    private static final Map<String, List<Double>> ERRORS = Map.of(
            "SVM rbf", List.of(3.03, 14.58, 11.11, 22.61, 55.18),
            "NN-1", List.of(4.69, 20.04, 18.11, 27.41, 62.16),
            "CNN-1 (ReLU)", List.of(3.37, 9.83, 18.84, 14.23, 45.96),
            "CCNN-1", List.of(2.35, 8.13, 13.45, 10.33, 42.90),
            "CNN-2 (ReLU)", List.of(2.11, 5.64, 8.27, 10.17, 32.43),
            "CNN-2 (Quad)", List.of(1.75, 5.30, 8.83, 11.60, 36.90),
            "CCNN-2", List.of(1.39, 4.64, 6.91, 7.44, 30.23));

    private Published() {}

    static OptionalDouble error(String method, MnistVariation variation) {
        List<Double> row = ERRORS.get(method);
        return row == null ? OptionalDouble.empty() : OptionalDouble.of(row.get(variation.ordinal()));
    }
}
