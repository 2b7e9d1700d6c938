package org.convolex.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * One decoded PNG or JPEG. Grey images have one channel, all others three; transparency is ignored, and samples of another depth
 * are scaled to 0..255.
 */
final class ImageFile {

    /** Larger images are refused before they are decoded: a few damaged bytes of a header can announce terabytes. */
    private static final int MAX_PIXELS = 1 << 24;

    private final ImageShape shape;
    private final byte[] pixels;

    private ImageFile(ImageShape shape, byte[] pixels) {
        this.shape = shape;
        this.pixels = pixels;
    }

    ImageShape shape() {
        return shape;
    }

    /** The bytes of this image, channel-planar and row-major; not a copy. */
    byte[] pixels() {
        return pixels;
    }

    static boolean isNamedLikeImage(Path file) {
        String name = DataFiles.name(file).toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
    }

    static ImageFile read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw ByteInput.failure(file.toString(), e);
        }
        return decode(file.toString(), content);
    }

    /**
     * Decodes the content of a file.
     *
     * @param file what to call it in messages
     */
    static ImageFile decode(String file, byte[] content) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            BufferedImage image = image(file, in);
            return isGrey(image.getColorModel()) ? grey(image) : colour(image);
        } catch (InvalidInputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's decoders answer damaged files with all kinds of unchecked exceptions as well.
            throw new InvalidInputException(file + ": the image is damaged (" + e.getMessage() + ")", e);
        }
    }

    private static BufferedImage image(String file, ImageInputStream in) throws IOException {
        ImageReader reader = findReader(file, in);
        try {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                throw new InvalidInputException(file + ": an image of " + reader.getWidth(0) + " x "
                        + reader.getHeight(0) + ": more than " + MAX_PIXELS + " pixels");
            }
            // A truncated JPEG is only worth a warning to its decoder, which fills the rest with grey.
            reader.addIIOReadWarningListener((source, warning) -> {
                throw new InvalidInputException(file + ": the image is damaged (" + warning + ")");
            });
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader findReader(String file, ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            String format = reader.getFormatName().toLowerCase(Locale.ROOT);
            if (format.equals("png") || format.equals("jpeg")) {
                return reader;
            }
        }
        throw new InvalidInputException(file + ": the content is neither PNG nor JPEG");
    }

    private static boolean isGrey(ColorModel model) {
        if (model instanceof IndexColorModel palette) {
            for (int i = 0; i < palette.getMapSize(); i++) {
                if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                    return false;
                }
            }
            return true;
        }
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    private static ImageFile grey(BufferedImage image) {
        ImageShape shape = new ImageShape(1, image.getHeight(), image.getWidth());
        byte[] pixels = new byte[shape.size()];
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                pixels[y * shape.width() + x] = grey(model, raster.getSample(x, y, 0));
            }
        }
        return new ImageFile(shape, pixels);
    }

    /** Not getRGB, which would take the samples of a plain grey image for linear light and bend them to sRGB. */
    private static byte grey(ColorModel model, int sample) {
        if (model instanceof IndexColorModel palette) {
            return (byte) palette.getRed(sample);
        }
        return (byte) (model.getComponentSize(0) == 16 ? sample >> 8 : sample);
    }

    private static ImageFile colour(BufferedImage image) {
        ImageShape shape = new ImageShape(3, image.getHeight(), image.getWidth());
        byte[] pixels = new byte[shape.size()];
        int plane = shape.height() * shape.width();
        int[] rgb = image.getRGB(0, 0, shape.width(), shape.height(), null, 0, shape.width());
        for (int i = 0; i < plane; i++) {
            pixels[i] = (byte) (rgb[i] >> 16);
            pixels[plane + i] = (byte) (rgb[i] >> 8);
            pixels[2 * plane + i] = (byte) rgb[i];
        }
        return new ImageFile(shape, pixels);
    }
}
