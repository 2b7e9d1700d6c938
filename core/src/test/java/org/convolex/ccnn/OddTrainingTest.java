package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.patch.RandomImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Data and settings at the edge of what makes sense: they train to a certificate, or are refused in words. */
class OddTrainingTest {
    private static final Workers WORKERS = new Workers(2);
    private static final ImageShape GREY = new ImageShape(1, 8, 8);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    static Stream<Arguments> odd() {
        Dataset grey = RandomImages.of(GREY, 60, 3, 1);
        Stream.Builder<Arguments> cases = Stream.builder();
        for (int images = 2; images <= 5; images++) {
            for (double share : new double[] {0.01, 0.2, 0.5, 0.99}) {
                cases.add(Arguments.of(
                        images + " images, " + share + " held out",
                        Digits.small().features(16).validationShare(share).build(),
                        RandomImages.of(GREY, images, 2, images)));
            }
        }
        cases.add(Arguments.of("two images, ten classes", Digits.small().build(), Digits.train(2)));
        cases.add(Arguments.of(
                "a class that is held out or rare",
                Digits.small().build(),
                Dataset.of(
                        GREY,
                        Stream.of(0, 1, 2, 3, 4, 5, 6, 7).map(grey::image).toArray(float[][]::new),
                        new int[] {0, 0, 0, 0, 0, 0, 0, 1},
                        4)));
        cases.add(Arguments.of("one feature", Digits.small().features(1).build(), grey));
        cases.add(Arguments.of(
                "fewer features than directions", Digits.small().features(7).build(), grey));
        cases.add(Arguments.of(
                "fewer features than a round adds, one direction",
                Digits.small().features(9).directions(1).gap(1e-4).build(),
                grey));
        cases.add(Arguments.of(
                "signals", Digits.small().patch(4).build(), RandomImages.of(new ImageShape(1, 1, 30), 60, 3, 2)));
        cases.add(Arguments.of(
                "colour images", Digits.small().patch(3).build(), RandomImages.of(new ImageShape(3, 6, 6), 60, 3, 3)));
        cases.add(Arguments.of(
                "a column of pixels, padded",
                Digits.small().patch(3).padding(1).build(),
                RandomImages.of(new ImageShape(1, 20, 1), 60, 3, 3)));
        cases.add(Arguments.of(
                "a pool larger than the grid", Digits.small().pool(99).build(), grey));
        cases.add(Arguments.of(
                "the largest pool", Digits.small().pool(Integer.MAX_VALUE).build(), grey));
        cases.add(Arguments.of(
                "a patch that is the image", Digits.small().patch(8).build(), grey));
        cases.add(Arguments.of("patches of one pixel", Digits.small().patch(1).build(), grey));
        cases.add(Arguments.of("a long stride", Digits.small().stride(100).build(), grey));
        cases.add(Arguments.of("a tiny radius", Digits.fixed().radius(1e-9).build(), grey));
        cases.add(Arguments.of(
                "a huge radius", Digits.fixed().radius(1e9).maxSeconds(1).build(), grey));
        cases.add(Arguments.of("a tiny gamma", Digits.fixed().gamma(1e-7).build(), grey));
        cases.add(Arguments.of("a huge gamma", Digits.fixed().gamma(1e7).build(), grey));
        cases.add(Arguments.of("pixels of 1e-38", Digits.small().build(), scaled(grey, 1e-38f)));
        cases.add(Arguments.of("pixels of 1e-42", Digits.small().build(), scaled(grey, 1e-42f)));
        cases.add(Arguments.of("pixels of 1e37", Digits.small().build(), scaled(grey, 1e37f)));
        cases.add(Arguments.of(
                "the same image under both labels",
                Digits.small().build(),
                Dataset.of(
                        GREY,
                        new float[][] {grey.image(0), grey.image(0), grey.image(0), grey.image(0)},
                        new int[] {0, 1, 0, 1},
                        2)));
        return cases.build();
    }

    private static Dataset scaled(Dataset images, float factor) {
        float[][] pixels = new float[images.size()][];
        int[] labels = new int[images.size()];
        for (int i = 0; i < images.size(); i++) {
            pixels[i] = images.image(i);
            for (int j = 0; j < pixels[i].length; j++) {
                pixels[i][j] *= factor;
            }
            labels[i] = images.label(i);
        }
        return Dataset.of(images.shape(), pixels, labels, images.classes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void trainsToACertificateOrRefuses(String name, CcnnSettings settings, Dataset images) {
        TrainedCnn trained;
        try {
            trained = new ConvexifiedCnnTrainer(settings).train(images, name, TrainingListener.NONE, WORKERS);
        } catch (InvalidInputException refused) {
            assertThat(refused.getMessage()).hasSizeGreaterThan(20);
            assertThat(List.of("patches of one pixel", "pixels of 1e-42")).contains(name);
            return;
        }
        assertThat(trained.model().certificate().feasible()).isTrue();
        assertThat(trained.model().certificate().numericalTrouble()).isFalse();
        assertThat(trained.model().verify(images, WORKERS).get(0).failures()).isEmpty();
        for (float score : trained.model().scores(images, WORKERS)) {
            assertThat(score).isFinite();
        }
    }
}
