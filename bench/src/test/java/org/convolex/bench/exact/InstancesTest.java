package org.convolex.bench.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.convolex.certify.Certificate;
import org.convolex.certify.Scope;
import org.convolex.certify.WeightDecay;
import org.convolex.exact.Architecture;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;

class InstancesTest {
    private static final Instance SMALL = new Instance(Architecture.RELU_AVERAGE, 5, 3, 2);

    @Test
    void noRestartEndsBelowTheBound() throws Exception {
        try (Workers workers = new Workers(1)) {
            List<InstanceRun> runs = new InstancesPart(1, 3, 1).run(List.of(SMALL), line -> {}, workers);

            assertThat(runs).hasSize(1);
            InstanceRun run = runs.get(0);
            assertThat(run.certificate().relativeGap()).isLessThan(1e-6);
            assertThat(run.below()).isZero();
            assertThat(run.restarts()).hasSize(3).isSorted();
            byte[] png = InstanceReport.png(runs);
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(400);
        }
    }

    @Test
    void noRestartOfTwoRectifiersEndsBelowTheBound() {
        try (Workers workers = new Workers(1)) {
            Instance pairs = new Instance(Architecture.RELU_RELU, 4, 2, 2);
            InstanceRun run = new InstancesPart(1, 3, 1)
                    .run(List.of(pairs), line -> {}, workers)
                    .get(0);

            assertThat(run.certificate().relativeGap()).isLessThan(1e-3);
            assertThat(run.below()).isZero();
        }
    }

    @Test
    void theTableCountsRestartsBelowTheBound() {
        Certificate certificate = new Certificate(Scope.GLOBAL, new WeightDecay(0.1), 2.000002, 4, 2, "", "");
        InstanceRun run = new InstanceRun(SMALL, 1, 0.1, certificate, 3, 0.25, List.of(2.5, 1.5, 2.0001, 2.1));

        assertThat(InstanceReport.markdown(List.of(run)))
                .endsWith("| relu-average 5,3,2 | 1 | 1.0e-06 | 0.25 | 3..3 | 50 % | -5.0e-01 | 1 of 4 |\n");
        assertThat(InstanceReport.csv(List.of(run)))
                .endsWith(
                        "relu-average,5,3,2,1,0.100000000,2.00000200000,2.00000000000,1.00e-06,0.2500,3,1.50000000000,1\n");
    }
}
