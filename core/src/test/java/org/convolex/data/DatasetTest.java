package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private static final ImageShape PAIR = new ImageShape(1, 1, 2);

    private static Dataset three() {
        return Dataset.of(PAIR, new float[][] {{1, 2}, {3, 4}, {5, 6}}, new int[] {0, 2, 1}, 3);
    }

    @Test
    void keepsItsOwnCopyOfTheArrays() {
        float[][] images = {{1, 2}};
        int[] labels = {1};
        Dataset data = Dataset.of(PAIR, images, labels, 2);
        images[0][0] = 9;
        labels[0] = 0;
        data.image(0)[1] = 9;
        assertThat(data.image(0)).containsExactly(1, 2);
        assertThat(data.label(0)).isEqualTo(1);
    }

    @Test
    void copiesAnImageToAnOffset() {
        float[] target = new float[4];
        three().copyImage(1, target, 1);
        assertThat(target).containsExactly(0, 3, 4, 0);
    }

    @Test
    void subsetsKeepOrderRepetitionsAndClasses() {
        Dataset subset = three().subset(new int[] {2, 0, 2});
        assertThat(subset.size()).isEqualTo(3);
        assertThat(subset.image(0)).containsExactly(5, 6);
        assertThat(subset.image(1)).containsExactly(1, 2);
        assertThat(subset.label(2)).isEqualTo(1);
        assertThat(subset.classes()).isEqualTo(3);
    }

    @Test
    void labelsAreACopy() {
        Dataset data = three();
        data.labels()[0] = 1;
        assertThat(data.labels()).containsExactly(0, 2, 1);
        assertThatThrownBy(() ->
                        Dataset.unlabelled(PAIR, new float[][] {{1, 2}}).labels())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the images have no labels");
    }

    @Test
    void headTakesTheFirstImagesOrAll() {
        assertThat(three().head(2).size()).isEqualTo(2);
        assertThat(three().head(7).size()).isEqualTo(3);
        assertThatThrownBy(() -> three().head(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("limit 0: the number of images must be at least 1");
    }

    @Test
    void anUnlabelledSetHasNoClasses() {
        Dataset data = Dataset.unlabelled(PAIR, new float[][] {{1, 2}, {3, 4}});
        assertThat(data.labelled()).isFalse();
        assertThat(data.classes()).isZero();
        assertThat(data.subset(new int[] {1}).labelled()).isFalse();
        assertThatThrownBy(() -> data.label(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void labelsAreMatchedToOtherClassesByName() {
        Dataset renamed = three().withClassNames(List.of("2", "x", "1", "0"));
        assertThat(List.of(renamed.label(0), renamed.label(1), renamed.label(2)))
                .containsExactly(3, 0, 2);
        assertThat(renamed.classes()).isEqualTo(4);
        assertThat(renamed.image(1)).containsExactly(3, 4);
    }

    @Test
    void aClassWithoutImagesMayBeUnknown() {
        Dataset data = Dataset.of(PAIR, new float[][] {{1, 2}}, new int[] {0}, 5);
        assertThat(data.withClassNames(List.of("0", "1")).classes()).isEqualTo(2);
    }

    @Test
    void anImageOfAnUnknownClassIsRefused() {
        assertThatThrownBy(() -> three().withClassNames(List.of("0", "1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("image 1 is of class '2', which is not among the 2 known classes: 0, 1");
    }

    @Test
    void refusesBadArrays() {
        refused(new float[0][], new int[0], "no images");
        refused(new float[][] {{1, 2}, {1}}, new int[2], "image 1: 1 values, but the shape 1 x 1 x 2 has 2");
        refused(new float[][] {{1, Float.NaN}}, new int[1], "image 0, value 1: NaN is not a finite number");
        refused(new float[][] {{1, 2}}, new int[2], "labels: 1 images but 2 labels");
        refused(new float[][] {{1, 2}}, new int[] {3}, "image 0: label 3 is not in 0..2");
        refused(new float[][] {{1, 2}}, new int[] {-1}, "image 0: label -1 is not in 0..2");
    }

    private static void refused(float[][] images, int[] labels, String message) {
        assertThatThrownBy(() -> Dataset.of(PAIR, images, labels, 3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void theHashDependsOnEverythingThatMatters() {
        String hash = three().hash();
        assertThat(three().hash()).isEqualTo(hash).hasSize(64);
        float[][] images = {{1, 2}, {3, 4}, {5, 6}};
        int[] labels = {0, 2, 1};
        assertThat(Dataset.of(new ImageShape(1, 2, 1), images, labels, 3).hash())
                .isNotEqualTo(hash);
        assertThat(Dataset.of(PAIR, images, labels, 4).hash()).isNotEqualTo(hash);
        assertThat(Dataset.of(PAIR, images, new int[] {0, 2, 2}, 3).hash()).isNotEqualTo(hash);
        assertThat(Dataset.unlabelled(PAIR, images).hash()).isNotEqualTo(hash);
        assertThat(three().head(2).hash()).isNotEqualTo(hash);
        images[2][1] = 6.0000005f;
        assertThat(Dataset.of(PAIR, images, labels, 3).hash()).isNotEqualTo(hash);
    }
}
