package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.ConvexifiedCnnTrainer;
import org.convolex.data.Dataset;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models with every map, written and read. */
class MapsRoundTripTest {

    static Stream<Arguments> maps() {
        return Arrays.stream(MapKind.values())
                .flatMap(map -> Arrays.stream(KernelFamily.values())
                        .filter(map::fits)
                        .map(kernel -> Arguments.of(map, kernel)));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void keepsEveryScoreAndTheCertificate(MapKind map, KernelFamily kernel, @TempDir Path folder) {
        Dataset images = ModelFiles.trainingImages().head(20);
        CcnnSettings settings = CcnnSettings.builder()
                .map(map)
                .kernel(kernel)
                .features(21)
                .gamma(kernel.hasGamma() ? 0.5 : CcnnSettings.AUTO)
                .radius(20)
                .gap(0.05)
                .memoryBytes(2L << 30)
                .build();
        Path file = folder.resolve("m.cvx");
        try (Workers workers = new Workers(1)) {
            ConvexifiedCnn model = new ConvexifiedCnnTrainer(settings)
                    .train(images, "digits", TrainingListener.NONE, workers)
                    .model();
            ModelFile.write(model, file);
            ConvexifiedCnn read = (ConvexifiedCnn) ModelFile.read(file);
            assertThat(read.last().pipeline().map().kind()).isEqualTo(map);
            assertThat(read.last().pipeline().map().kernel())
                    .isEqualTo(model.last().pipeline().map().kernel());
            assertThat(read.scores(images, workers)).isEqualTo(model.scores(images, workers));
            assertThat(read.verify(images, workers)).allMatch(Verification::holds);
        }
    }
}
