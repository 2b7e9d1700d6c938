package org.convolex.cli.serve;

import java.util.Locale;
import org.convolex.data.Dataset;
import org.convolex.data.EncodedImage;
import org.convolex.data.ImageShape;
import org.jspecify.annotations.Nullable;

/**
 * The images of a request.
 *
 * @param several whether the answer is a list
 */
record RequestImages(Dataset images, boolean several) {

    /**
     * @param contentType of the body: JSON, PNG or JPEG; without one, JSON
     * @param resize whether image files of another size are brought to the model's
     * @throws org.convolex.data.InvalidInputException if the body holds something else, or images of another shape
     * @throws Refusal 415 if the type is another one
     */
    static RequestImages of(@Nullable String contentType, byte[] body, boolean resize, ImageShape shape, double white) {
        String type = contentType == null ? "application/json" : contentType;
        return switch (type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT)) {
            case "application/json" -> {
                JsonImages parsed = JsonImages.parse(body);
                yield new RequestImages(Dataset.unlabelled(shape, parsed.images()), parsed.several());
            }
            case "image/png", "image/jpeg" -> {
                EncodedImage image = EncodedImage.decode("image", body);
                Dataset one = resize ? image.fitted(shape, white) : image.as(shape, white);
                yield new RequestImages(one, false);
            }
            default ->
                throw new Refusal(415, "content type " + type + ": must be application/json, image/png or image/jpeg");
        };
    }
}
