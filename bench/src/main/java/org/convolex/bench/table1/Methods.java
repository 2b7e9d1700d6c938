package org.convolex.bench.table1;

import java.util.List;
import org.convolex.ccnn.CcnnSettings;

/** The rows of the table, in the paper's order. */
final class Methods {
    /** Of the convexified networks. A smaller gap moves no error, and takes much longer where images are few. */
    private static final double GAP = 1e-2;

    /** A little less whitening than the default served MNIST digits better that this table does not show: 10,000 to 59,999. */
    private static final double WHITENING = 0.4;

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
        return CcnnSettings.builder()
                .layers(layers)
                .whitening(WHITENING)
                .gap(GAP)
                .build();
    }
}
