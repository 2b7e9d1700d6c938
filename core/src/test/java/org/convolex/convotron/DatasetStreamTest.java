package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class DatasetStreamTest {
    private static final ImageShape SHAPE = new ImageShape(1, 1, 2);
    private static final float[][] IMAGES = {{0, 2}, {4, 6}, {8, 10}};

    @Test
    void eachPassHasEveryImageOnceInAnotherOrder() {
        Dataset images = Dataset.ofTargets(SHAPE, IMAGES, new double[][] {{1}, {2}, {3}}, List.of("y"));
        DatasetStream stream = new DatasetStream(images, 0, 1);
        Samples samples = new Samples(2, 3);
        boolean another = false;
        for (int pass = 0; pass < 20; pass++) {
            stream.read(3, samples);
            assertThat(samples.targets()).containsExactlyInAnyOrder(1, 2, 3);
            another |= samples.targets()[0] != 1;
            for (int b = 0; b < 3; b++) {
                // mean 5, variance 35/3
                int image = (int) samples.targets()[b] - 1;
                assertThat(Planted.sample(samples, b)[1])
                        .isCloseTo((IMAGES[image][1] - 5) / Math.sqrt(35.0 / 3), within(1e-12));
            }
        }
        assertThat(another).isTrue();
    }

    @Test
    void aClassIsSetAgainstTheRest() {
        DatasetStream stream = new DatasetStream(Dataset.of(SHAPE, IMAGES, new int[] {0, 1, 1}, 2), 0, 1);
        Samples samples = new Samples(2, 3);
        stream.read(3, samples);
        assertThat(samples.targets()).containsExactlyInAnyOrder(1, -1, -1);
    }

    @Test
    void whatCannotBeLearnedIsRefused() {
        Dataset images = Dataset.of(SHAPE, IMAGES, new int[] {0, 1, 1}, 2);
        assertThatThrownBy(() -> new DatasetStream(images, 2, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("target 2: the images have 2 targets or classes, from 0 on");
        Dataset grey = Dataset.of(SHAPE, new float[][] {{3, 3}}, new int[] {0}, 1);
        assertThatThrownBy(() -> new DatasetStream(grey, 0, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("all pixels are 3.0: there is nothing to learn from");
    }
}
