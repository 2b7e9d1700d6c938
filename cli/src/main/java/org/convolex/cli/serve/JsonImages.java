package org.convolex.cli.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convolex.data.InvalidInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Images as JSON: an array of numbers for one, an array of such arrays for several.
 *
 * @param images their numbers, as they were written
 * @param several whether they came as an array of arrays
 */
record JsonImages(float[][] images, boolean several) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String EXPECTED = "the body must be a JSON array of numbers, or an array of such arrays";

    /**
     * Reads a body; an image may have any length.
     *
     * @throws InvalidInputException if it is no JSON, or another kind of it
     */
    static JsonImages parse(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new InvalidInputException(EXPECTED);
            }
            List<float[]> images = new ArrayList<>();
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_ARRAY) {
                images.add(numbers(parser, first, 0));
            } else {
                for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                    if (token != JsonToken.START_ARRAY) {
                        throw unexpected(parser, images.size(), 0);
                    }
                    images.add(numbers(parser, parser.nextToken(), images.size()));
                }
            }
            if (parser.nextToken() != null) {
                throw new InvalidInputException(EXPECTED + ", and nothing after it");
            }
            return new JsonImages(images.toArray(float[][]::new), first == JsonToken.START_ARRAY);
        } catch (JacksonException e) {
            throw new InvalidInputException("the body is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static float[] numbers(JsonParser parser, JsonToken first, int image) {
        float[] numbers = new float[64];
        int count = 0;
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null || !token.isNumeric()) {
                throw unexpected(parser, image, count);
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number(parser, image, count);
        }
        return Arrays.copyOf(numbers, count);
    }

    private static float number(JsonParser parser, int image, int index) {
        float number = (float) parser.getDoubleValue();
        if (!Float.isFinite(number)) {
            throw new InvalidInputException("image " + image + ", value " + (index - 1)
                    + ": beyond single precision, largest " + Float.MAX_VALUE);
        }
        return number;
    }

    private static InvalidInputException unexpected(JsonParser parser, int image, int index) {
        String found = parser.currentToken() == null ? "the end" : String.valueOf(parser.getString());
        return new InvalidInputException("image " + image + ", value " + index + ": "
                + (found.length() > 20 ? found.substring(0, 20) + "..." : found) + " is not a number; " + EXPECTED);
    }
}
