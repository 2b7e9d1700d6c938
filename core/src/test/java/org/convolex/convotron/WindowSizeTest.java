package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowSizeTest {

    /** A 0 is for what is to follow from the image. */
    @ParameterizedTest
    @CsvSource({
        "1, 160, 0, 0, 5, 5",
        "1, 26, 8, 0, 8, 6",
        "1, 26, 8, 6, 8, 6",
        "8, 8, 0, 0, 4, 4",
        "8, 8, 5, 0, 5, 3",
        "28, 28, 0, 0, 7, 7",
        "28, 28, 0, 5, 8, 5",
        "28, 28, 8, 0, 8, 5",
        "1, 2, 0, 0, 2, 2"
    })
    void whatIsLeftOpenFollowsFromTheImage(
            int height, int width, int size, int stride, int foundSize, int foundStride) {
        ImageShape image = new ImageShape(1, height, width);

        WindowSize found = WindowSize.fit(image, size, stride);

        assertThat(found).isEqualTo(new WindowSize(foundSize, foundStride));
        assertThat(found.patches(image)).isEqualTo(found.windows(image).patches());
        assertThat(found.numbers(image)).isEqualTo(found.windows(image).size());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        ImageShape image = new ImageShape(1, 28, 28);

        assertThatThrownBy(() -> WindowSize.fit(image, 5, WindowSize.AUTO))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "no stride in 3..5 leads filters of size 5 across images of 1 x 28 x 28 without a rest: take"
                                + " another size, such as 7");
        assertThatThrownBy(() -> WindowSize.fit(image, WindowSize.AUTO, 100))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("no filter size from 3 on fits images of 1 x 28 x 28 at stride 100: give the size");
        WindowSize long30 = WindowSize.fit(image, 30, WindowSize.AUTO);
        assertThatThrownBy(() -> long30.windows(image)).hasMessage("filter size must be in 1..28, got 30");
    }
}
