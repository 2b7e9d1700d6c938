package org.convolex.bench.table1;

import java.util.List;
import org.convolex.ccnn.CcnnSettings;

/** The rows of the table, in the paper's order. */
final class Methods {
    /** Of the convexified networks: the default of several layers. For one, a smaller gap costs much time and improves no error. */
    private static final double GAP = 1e-2;

    private Methods() {}

    static List<Method> all() {
        return List.of(
                new SupportVectorMachine(),
                new BackPropagation("NN-1", Architecture.NN_1),
                new BackPropagation("CNN-1 (ReLU)", Architecture.CNN_1),
                new ConvexifiedNetwork("CCNN-1", settings(1)),
                new BackPropagation("CNN-2 (ReLU)", Architecture.CNN_2),
                new BackPropagation("CNN-2 (Quad)", Architecture.CNN_2_QUADRATIC),
                new ConvexifiedNetwork("CCNN-2", settings(2)));
    }

    private static CcnnSettings settings(int layers) {
        return CcnnSettings.builder().layers(layers).gap(GAP).build();
    }
}
