package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.convolex.ResponseMap;
import org.convolex.Scorer;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CcnnScorerTest {
    private static final Dataset IMAGES = Digits.train(200);

    private static ConvexifiedCnn train(int layers) {
        CcnnSettings settings = CcnnSettings.builder()
                .layers(layers)
                .patch(3)
                .features(layers == 1 ? new int[] {40} : new int[] {40, 60})
                .gamma(layers == 1 ? new double[] {0.5} : new double[] {0.5, 0.1})
                .radius(layers == 1 ? new double[] {60} : new double[] {60, 100})
                .filters(6)
                .gap(2e-2)
                .memoryBytes(2L << 30)
                .build();
        try (Workers workers = new Workers(2)) {
            return new ConvexifiedCnnTrainer(settings)
                    .train(IMAGES, "digits", TrainingListener.NONE, workers)
                    .model();
        }
    }

    /** From several threads at once, image by image and several at a time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void scoresAreTheModelsToTheLastBit(int layers) {
        ConvexifiedCnn model = train(layers);
        float[] expected;
        try (Workers workers = new Workers(2)) {
            expected = model.scores(IMAGES, workers);
        }
        Scorer scorer = model.scorer();

        float[][] singly = IntStream.range(0, IMAGES.size())
                .parallel()
                .mapToObj(i -> scorer.scores(IMAGES.range(i, i + 1)))
                .toArray(float[][]::new);

        assertThat(scorer.scores(IMAGES)).isEqualTo(expected);
        for (int i = 0; i < singly.length; i++) {
            for (int k = 0; k < 10; k++) {
                assertThat(singly[i][k]).isEqualTo(expected[10 * i + k]);
            }
        }
    }

    @Test
    void otherShapesAreRefused() {
        ConvexifiedCnn model = train(1);
        Dataset other = Dataset.unlabelled(new ImageShape(1, 2, 2), new float[1][4]);

        assertThatThrownBy(() -> model.scorer().scores(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("images are 1 x 2 x 2, but the model was trained on 1 x 8 x 8");
        assertThatThrownBy(() -> model.responseMaps(other, 0, 3)).isInstanceOf(InvalidInputException.class);
    }

    /** What the second layer sees is what the first one's filters say. */
    @Test
    void responseMapsAreWhatTheNextLayerSees() {
        ConvexifiedCnn model = train(2);
        float[] seen;
        try (Workers workers = new Workers(1)) {
            seen = model.inputOf(2, IMAGES, workers).image(7);
        }

        List<ResponseMap> maps = model.responseMaps(IMAGES, 7, 6);

        assertThat(maps).hasSize(6);
        for (int j = 0; j < 6; j++) {
            assertThat(maps.get(j).rows()).isEqualTo(3);
            for (int p = 0; p < 9; p++) {
                assertThat(maps.get(j).values()[p]).isEqualTo(seen[9 * j + p]);
            }
        }
        assertThat(model.responseMaps(IMAGES, 7, 2)).hasSize(2);
        assertThat(model.largestPixel()).isEqualTo(16);
    }
}
