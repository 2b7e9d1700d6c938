package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.linalg.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same program over different maps: its optimum goes to that of the exact map as features are added. */
class MapObjectivesTest {
    private static final Dataset IMAGES = Digits.train(12);

    static Stream<Arguments> maps() {
        return Arrays.stream(MapKind.values())
                .flatMap(map -> Arrays.stream(KernelFamily.values())
                        .filter(kernel -> map.fits(kernel) && map.hasCount())
                        .map(kernel -> Arguments.of(map, kernel)));
    }

    private static double objective(MapKind map, KernelFamily kernel, int features, long seed) {
        CcnnSettings settings = Digits.small()
                .map(map)
                .kernel(kernel)
                .gamma(kernel.hasGamma() ? 0.2 : CcnnSettings.AUTO)
                .radius(5)
                .features(features)
                .gap(1e-3)
                .seed(seed)
                .build();
        try (Workers workers = new Workers(2)) {
            TrainedCnn trained =
                    new ConvexifiedCnnTrainer(settings).train(IMAGES, "digits", TrainingListener.NONE, workers);
            assertThat(trained.model().certificate().certifies(1e-3)).isTrue();
            return trained.model().certificate().objective();
        }
    }

    /** The mean distance of three draws, for random ones. */
    private static double distance(double exact, MapKind map, KernelFamily kernel, int features) {
        double sum = 0;
        for (long seed = 1; seed <= 3; seed++) {
            sum += Math.abs(objective(map, kernel, features, seed) - exact);
        }
        return sum / 3;
    }

    @ParameterizedTest
    @MethodSource("maps")
    void goesToTheExactMaps(MapKind map, KernelFamily kernel) {
        double exact = objective(MapKind.EXACT, kernel, 1, 1);
        double few = distance(exact, map, kernel, 20);
        double many = distance(exact, map, kernel, 320);
        assertThat(many).isLessThan(0.5 * few);
        assertThat(many).isLessThan(0.05 * exact);
    }
}
