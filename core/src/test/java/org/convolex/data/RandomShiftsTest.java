package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomShiftsTest {
    private static final ImageShape SHAPE = new ImageShape(2, 5, 7);

    @Test
    void everyCopyIsItsImageMovedSomewhereElseWithinReach() {
        Dataset images = images(20);
        RandomShifts shifts = new RandomShifts(2, 6);

        Dataset augmented = shifts.apply(images, 3);

        assertThat(augmented.size()).isEqualTo(140);
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < augmented.size(); i++) {
            float[] image = images.image(i / 7);
            assertThat(augmented.label(i)).isEqualTo(images.label(i / 7));
            if (i % 7 == 0) {
                assertThat(augmented.image(i)).isEqualTo(image);
            } else {
                places.add(placeOf(augmented.image(i), image));
            }
        }
        assertThat(places).as("all 24 places come").hasSize(24);
    }

    /** Which of the 25 shifts it is, by the slow obvious way. */
    private static int placeOf(float[] moved, float[] image) {
        for (int down = -2; down <= 2; down++) {
            for (int right = -2; right <= 2; right++) {
                if ((down != 0 || right != 0) && Arrays.equals(moved, shifted(image, down, right))) {
                    return (down + 2) * 5 + right + 2;
                }
            }
        }
        throw new AssertionError("not a shift within reach, or none");
    }

    private static float[] shifted(float[] image, int down, int right) {
        float[] moved = new float[image.length];
        for (int c = 0; c < SHAPE.channels(); c++) {
            for (int y = 0; y < SHAPE.height(); y++) {
                for (int x = 0; x < SHAPE.width(); x++) {
                    int fromY = Math.min(SHAPE.height() - 1, Math.max(0, y - down));
                    int fromX = Math.min(SHAPE.width() - 1, Math.max(0, x - right));
                    moved[(c * SHAPE.height() + y) * SHAPE.width() + x] =
                            image[(c * SHAPE.height() + fromY) * SHAPE.width() + fromX];
                }
            }
        }
        return moved;
    }

    @Test
    void sameSeedGivesTheSameImages() {
        Dataset images = images(10);
        RandomShifts shifts = new RandomShifts(1, 3);

        assertThat(shifts.apply(images, 5).hash())
                .isEqualTo(shifts.apply(images, 5).hash());
        assertThat(shifts.apply(images, 5).hash())
                .isNotEqualTo(shifts.apply(images, 6).hash());
    }

    @Test
    void copiesStayBehindTheirImageInAnyOrder() {
        RandomShifts shifts = new RandomShifts(3, 2);

        assertThat(shifts.together(new int[] {2, 0, 1})).containsExactly(6, 7, 8, 0, 1, 2, 3, 4, 5);
        assertThat(RandomShifts.NONE.together(new int[] {1, 0})).containsExactly(1, 0);
    }

    @Test
    void bytesStayBytes() {
        Dataset digits = DataSources.open("digits").train().load(5);

        assertThat(new RandomShifts(2, 1).apply(digits, 1).image(0)).isEqualTo(digits.image(0));
    }

    @Test
    void noneLeavesTheSetAlone() {
        Dataset images = images(3);

        assertThat(RandomShifts.NONE.apply(images, 1)).isSameAs(images);
    }

    @Test
    void badNumbersAreRefused() {
        assertThatThrownBy(() -> new RandomShifts(0, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("got 0 pixels and 2 copies");
        assertThatThrownBy(() -> new RandomShifts(-1, 2)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new RandomShifts(5, 1).apply(images(2), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ask for at most 4");
    }

    private static Dataset images(int count) {
        Random random = new Random(7);
        float[][] images = new float[count][SHAPE.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < images[i].length; j++) {
                images[i][j] = random.nextFloat();
            }
        }
        return Dataset.of(SHAPE, images, labels, 3);
    }
}
