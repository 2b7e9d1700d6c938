package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class EncodedImageTest {

    private static EncodedImage grey(int height, int width, int... samples) throws Exception {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < samples.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, samples[i]);
        }
        return EncodedImage.decode("it", TestFiles.encode("png", image));
    }

    private static float[] pixels(Dataset images) {
        assertThat(images.size()).isEqualTo(1);
        return images.image(0);
    }

    @Test
    void samplesAreAsTheyAreOrScaled() throws Exception {
        EncodedImage image = grey(2, 2, 0, 51, 102, 255);
        ImageShape shape = new ImageShape(1, 2, 2);

        assertThat(pixels(image.as(shape, 255))).containsExactly(0, 51, 102, 255);
        assertThat(pixels(image.as(shape, 1))).containsExactly(0, 0.2f, 0.4f, 1);
    }

    @Test
    void otherShapesAndOtherFilesAreRefused() throws Exception {
        EncodedImage image = grey(2, 2, 1, 2, 3, 4);

        assertThatThrownBy(() -> image.as(new ImageShape(1, 2, 3), 255))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("it: of 1 x 2 x 2, but the model takes images of 1 x 2 x 3");
        assertThatThrownBy(() -> image.fitted(new ImageShape(2, 2, 2), 255))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("an image of 1 x 2 x 2 cannot become one of 2 channels");
        assertThatThrownBy(() -> EncodedImage.decode("it", new byte[] {1, 2, 3}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("it: the content is neither PNG nor JPEG");
    }

    @Test
    void fittingToItsOwnShapeChangesNothing() throws Exception {
        EncodedImage image = grey(2, 3, 1, 2, 3, 4, 5, 6);

        assertThat(pixels(image.fitted(new ImageShape(1, 2, 3), 255))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void halfTheSizeIsTheMeanOfFourPixels() throws Exception {
        EncodedImage image = grey(2, 4, 10, 20, 1, 3, 30, 40, 5, 7);

        assertThat(pixels(image.fitted(new ImageShape(1, 1, 2), 255))).containsExactly(25, 4);
    }

    /** Areas of 1 1/2 pixels: (2 a + b) / 3, (b + 2 c) / 3. */
    @Test
    void pixelsCountByTheAreaThatIsCovered() throws Exception {
        EncodedImage image = grey(3, 3, 3, 6, 9, 3, 6, 9, 3, 6, 9);

        assertThat(pixels(image.fitted(new ImageShape(1, 2, 2), 255)))
                .containsExactly(new float[] {4, 8, 4, 8}, within(1e-5f));
    }

    /** A tall image in a square: the sides are the mean of its edge. */
    @Test
    void theAspectIsKeptAndTheRestIsTheEdge() throws Exception {
        EncodedImage image = grey(4, 2, 10, 10, 10, 10, 10, 10, 10, 90);

        assertThat(pixels(image.fitted(new ImageShape(1, 4, 4), 255)))
                .containsExactly(20, 10, 10, 20, 20, 10, 10, 20, 20, 10, 10, 20, 20, 10, 90, 20);
    }

    @Test
    void colourBecomesGreyByLumaAndGreyThreeChannels() throws Exception {
        BufferedImage red = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        red.setRGB(0, 0, 0xff0000);

        float[] grey =
                pixels(EncodedImage.decode("it", TestFiles.encode("png", red)).fitted(new ImageShape(1, 1, 1), 255));

        assertThat(grey[0]).isCloseTo(0.299f * 255, within(1e-3f));
        assertThat(pixels(grey(1, 1, 7).fitted(new ImageShape(3, 1, 1), 255))).containsExactly(7, 7, 7);
    }
}
