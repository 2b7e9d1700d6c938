package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;

class ReceptiveFieldTest {
    private static final int SIDE = 8;

    /** Of every pooled response of both layers: changing a pixel changes it where, and only where, the field has the pixel. */
    @Test
    void holdsThePixelsThatMatterAndNoOthers() {
        try (Workers workers = new Workers(2)) {
            Dataset digits = Digits.train(100);
            ConvexifiedCnn model = new ConvexifiedCnnTrainer(CcnnSettings.builder()
                            .layers(2)
                            .patch(3, 2)
                            .stride(1)
                            .padding(1, 0)
                            .pool(2, 1)
                            .features(20, 20)
                            .gamma(0.5, 0.1)
                            .radius(20, 20)
                            .filters(2)
                            .gap(0.1)
                            .memoryBytes(1L << 30)
                            .build())
                    .train(digits, "digits", TrainingListener.NONE, workers)
                    .model();
            Dataset images = withEachPixelChanged(digits.image(3));
            for (int number = 1; number <= 2; number++) {
                Dataset responses =
                        model.layers().get(number - 1).respond(model.inputOf(number, images, workers), workers);
                assertFieldsOf(model, number, responses);
            }
        }
    }

    private static void assertFieldsOf(ConvexifiedCnn model, int number, Dataset responses) {
        int positions = responses.shape().height() * responses.shape().width();
        for (int position = 0; position < positions; position++) {
            ReceptiveField field = ReceptiveField.of(model, number, position);
            List<Integer> inField = new ArrayList<>();
            List<Integer> changed = new ArrayList<>();
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                int y = pixel / SIDE - field.top();
                int x = pixel % SIDE - field.left();
                if (y >= 0 && y < field.height() && x >= 0 && x < field.width()) {
                    inField.add(pixel);
                }
                if (responses.image(1 + pixel)[position] != responses.image(0)[position]) {
                    changed.add(pixel);
                }
            }
            assertThat(changed).as("layer %d, position %d", number, position).isEqualTo(inField);
        }
    }

    /** The image itself, and once for each pixel the image with that pixel changed. */
    private static Dataset withEachPixelChanged(float[] image) {
        float[][] images = new float[SIDE * SIDE + 1][];
        for (int i = 0; i < images.length; i++) {
            images[i] = image.clone();
            if (i > 0) {
                images[i][i - 1] = image[i - 1] + 7.5f;
            }
        }
        return Dataset.unlabelled(new ImageShape(1, SIDE, SIDE), images);
    }

    @Test
    void cutsPiecesWithTheEdgeRepeated() {
        float[] pixels = {1, 2, 3, 4, 5, 6};

        assertThat(new ReceptiveField(-1, 1, 2, 3).cut(new ImageShape(1, 2, 3), pixels))
                .containsExactly(2, 3, 3, 2, 3, 3);
        assertThat(new ReceptiveField(0, 0, 1, 1).cut(new ImageShape(3, 1, 2), pixels))
                .containsExactly(1, 3, 5);
    }
}
