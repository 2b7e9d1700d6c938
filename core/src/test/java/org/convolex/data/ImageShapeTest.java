package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageShapeTest {

    @Test
    void countsPixelsOverAllChannels() {
        assertThat(new ImageShape(3, 4, 5).size()).isEqualTo(60);
        assertThat(new ImageShape(3, 4, 5)).hasToString("3 x 4 x 5");
    }

    @Test
    void readsWhatUsersWrite() {
        assertThat(ImageShape.parse("1, 28,28")).isEqualTo(new ImageShape(1, 28, 28));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "28,28 | image shape '28,28': expected channels,height,width as three positive integers, such as 1,28,28",
                "1,a,2 | image shape '1,a,2': expected channels,height,width as three positive integers, such as 1,28,28",
                "1,0,2 | image shape 1 x 0 x 2: every side must be at least 1",
                "1,99999,99999 | image shape 1 x 99999 x 99999: more than 134217728 pixels",
            })
    void refusesWhatIsNoShape(String text, String message) {
        assertThatThrownBy(() -> ImageShape.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }
}
