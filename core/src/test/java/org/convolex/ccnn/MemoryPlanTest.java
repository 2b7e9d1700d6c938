package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.WorkingSetSolver;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static final ImageShape MNIST = new ImageShape(1, 28, 28);

    private static MemoryPlan.Layer plan(long bytes) {
        return MemoryPlan.of(
                        MNIST,
                        60_000,
                        10,
                        CcnnSettings.builder().memoryBytes(bytes).build())
                .peak();
    }

    @Test
    void picksTheFastestStorageThatFits() {
        MemoryPlan.Layer ample = plan(8L << 30);
        long numbers = 60_000L * 144 * (50 + WorkingSetSolver.GROWTH);
        assertThat(ample.restricted()).isEqualTo(SampleStorage.SINGLE);
        assertThat(ample.featureBytes()).isEqualTo(4 * numbers);
        assertThat(ample.imageBytes()).isEqualTo(4L * 60_000 * 784);
        assertThat(ample.totalBytes()).isEqualTo(ample.imageBytes() + ample.featureBytes() + ample.workBytes());

        MemoryPlan.Layer half = plan(ample.totalBytes() - 10);
        assertThat(half.restricted()).isEqualTo(SampleStorage.SIXTEEN_BITS);
        assertThat(half.featureBytes()).isEqualTo(2 * numbers);
        MemoryPlan.Layer none = plan(half.totalBytes() - 10);
        assertThat(none.restricted()).isEqualTo(SampleStorage.RECOMPUTED);
        assertThat(none.featureBytes()).isZero();
        for (MemoryPlan.Layer plan : new MemoryPlan.Layer[] {ample, half, none}) {
            assertThat(plan(plan.totalBytes() + 10).restricted()).isEqualTo(plan.restricted());
        }
    }

    @Test
    void saysWhatWouldBeEnough() {
        long least = plan(8L << 30).totalBytes() - plan(8L << 30).featureBytes();
        assertThatThrownBy(() -> plan(100L << 20))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(String.format(
                        "not enough memory: 60,000 images of 1 x 28 x 28 with 500 features need at least %,d MiB, but"
                                + " 100 MiB may be used; give --memory more, fewer --features, a larger --pool or"
                                + " --train-limit",
                        least / (1 << 20) + 1));
        assertThat(plan((least / (1 << 20) + 1) << 20).restricted()).isEqualTo(SampleStorage.RECOMPUTED);
    }

    @Test
    void patchesThatDoNotFitAreRefusedFirst() {
        CcnnSettings settings = CcnnSettings.builder().patch(29).build();
        assertThatThrownBy(() -> MemoryPlan.of(MNIST, 10, 10, settings))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("smaller than a 29 x 29 patch: patch must be at most 28");
    }

    @Test
    void shiftedCopiesTakeRoomAsImagesDo() {
        CcnnSettings.Builder settings = CcnnSettings.builder().memoryBytes(8L << 30);
        MemoryPlan five = MemoryPlan.of(MNIST, 5_000, 10, settings.build());
        MemoryPlan shifted = MemoryPlan.of(
                MNIST, 1_000, 10, settings.shifts(new RandomShifts(1, 4)).build());

        assertThat(shifted).isEqualTo(five);
    }
}
