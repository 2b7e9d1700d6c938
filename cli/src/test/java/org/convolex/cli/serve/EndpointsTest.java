package org.convolex.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the endpoints answer to what they are made for. */
class EndpointsTest {
    private static final Model MODEL = ModelFiles.tinyModel(1);
    private static final Dataset IMAGES = ModelFiles.trainingImages();
    private static final TestServer SERVER = TestServer.of(MODEL);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static float[] scores(Model model, Dataset images) {
        try (Workers workers = new Workers(2)) {
            return model.scores(images, workers);
        }
    }

    /** A grey image of whole samples, each 15 times a pixel of a digit, whose pixels are 0..16. */
    private static byte[] png(int height, int width, int type) throws Exception {
        BufferedImage image = new BufferedImage(width, height, type);
        float[] digit = IMAGES.image(3);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int sample = 15 * (int) digit[y * 8 / height * 8 + x * 8 / width];
                if (type == BufferedImage.TYPE_BYTE_GRAY) {
                    image.getRaster().setSample(x, y, 0, sample);
                } else {
                    image.setRGB(x, y, sample << 16 | sample << 8 | sample);
                }
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static float[] pixelsOfPng() {
        float[] pixels = IMAGES.image(3);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (15 * (int) pixels[i] * (16.0 / 255));
        }
        return pixels;
    }

    @Test
    void oneImageHasAClassAndTheScoresThatPredictGives() throws Exception {
        float[] expected = scores(MODEL, IMAGES);

        JsonNode answer = SERVER.predict(IMAGES.image(5));

        for (int k = 0; k < 10; k++) {
            assertThat(answer.get("scores").get(Integer.toString(k)).floatValue())
                    .isEqualTo(expected[50 + k]);
        }
        assertThat(answer.get("scores").get(answer.get("class").stringValue()).floatValue())
                .isEqualTo(maximum(Arrays.copyOfRange(expected, 50, 60)));
    }

    private static float maximum(float[] values) {
        float most = values[0];
        for (float value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    @Test
    void severalImagesGetAList() throws Exception {
        float[] expected = scores(MODEL, IMAGES);
        String body = "[" + Arrays.toString(IMAGES.image(7)) + "," + Arrays.toString(IMAGES.image(8)) + "]";
        double before = SERVER.metric("convolex_images_predicted_total");

        JsonNode answer = TestServer.json(SERVER.post("/predict", body));

        assertThat(answer.size()).isEqualTo(2);
        assertThat(answer.get(1).get("scores").get("4").floatValue()).isEqualTo(expected[84]);
        assertThat(SERVER.metric("convolex_images_predicted_total")).isEqualTo(before + 2);
    }

    @Test
    void aPngIsBroughtToTheScaleOfTheTrainingImages() throws Exception {
        HttpResponse<String> answer = SERVER.post(
                "/predict", "image/png", BodyPublishers.ofByteArray(png(8, 8, BufferedImage.TYPE_BYTE_GRAY)));

        assertThat(TestServer.json(answer)).isEqualTo(SERVER.predict(pixelsOfPng()));
    }

    @Test
    void aLargeColourPngIsResizedWhenAsked() throws Exception {
        byte[] large = png(24, 24, BufferedImage.TYPE_INT_RGB);

        HttpResponse<String> refused = SERVER.post("/predict", "image/png", BodyPublishers.ofByteArray(large));
        HttpResponse<String> resized =
                SERVER.post("/predict?resize=true", "image/png", BodyPublishers.ofByteArray(large));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(refused).get("error").stringValue())
                .isEqualTo("image: of 3 x 24 x 24, but the model takes images of 1 x 8 x 8");
        JsonNode expected = SERVER.predict(pixelsOfPng());
        JsonNode scores = TestServer.json(resized).get("scores");
        for (int k = 0; k < 10; k++) {
            assertThat(scores.get(k + "").doubleValue())
                    .isCloseTo(expected.get("scores").get(k + "").doubleValue(), within(1e-4));
        }
    }

    @Test
    void realTargetsHaveValuesInTheirUnits() throws Exception {
        Model regression = ModelFiles.tinyRegression(1);
        float[] scores = scores(regression, IMAGES.head(1));
        double[] values = ((RealOutputs) regression.outputs()).values(scores);
        try (TestServer server = TestServer.of(regression)) {
            JsonNode answer = server.predict(IMAGES.image(0));

            assertThat(answer.get("values").get("ink").doubleValue()).isEqualTo(values[1]);
            assertThat(answer.get("scores").get("digit").floatValue()).isEqualTo(scores[0]);
            assertThat(answer.has("class")).isFalse();
        }
    }

    @Test
    void responsesAreThoseOfTheModel() throws Exception {
        JsonNode answer = TestServer.json(SERVER.post("/responses?filters=3", Arrays.toString(IMAGES.image(2))))
                .get("responses");

        assertThat(answer.size()).isEqualTo(3);
        assertThat(answer.get(1).get("rows").intValue()).isEqualTo(3);
        assertThat(answer.get(1).get("values").get(4).floatValue())
                .isEqualTo(MODEL.responseMaps(IMAGES, 2, 3).get(1).values()[4]);
    }

    @Test
    void theModelIsDescribedAndHealthy() throws Exception {
        JsonNode model = TestServer.json(SERVER.get("/model"));

        assertThat(model.get("method").stringValue()).isEqualTo("ccnn");
        assertThat(model.get("imageShape").toString()).isEqualTo("[1,8,8]");
        assertThat(model.get("white").doubleValue()).isEqualTo(16);
        assertThat(SERVER.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void thePageAsksForNothingElse() throws Exception {
        HttpResponse<String> page = SERVER.get("/");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(page.body()).contains("<canvas id=\"board\"").doesNotContain("http://", "https://", "src=");
        HttpResponse<String> head =
                SERVER.send(HttpRequest.newBuilder(SERVER.uri("/")).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void metricsCountRequestsByPathAndStatus() throws Exception {
        String good = "convolex_requests_total{path=\"/health\",status=\"200\"}";
        String unknown = "convolex_requests_total{path=\"other\",status=\"404\"}";
        double goodBefore = SERVER.metric(good);
        double unknownBefore = SERVER.metric(unknown);

        SERVER.get("/health");
        SERVER.get("/nothing");
        HttpResponse<String> text = SERVER.get("/metrics");

        assertThat(SERVER.metric(good)).isEqualTo(goodBefore + 1);
        assertThat(SERVER.metric(unknown)).isEqualTo(unknownBefore + 1);
        assertThat(SERVER.metric("convolex_requests_in_flight")).isEqualTo(1); // the one that asks
        assertThat(SERVER.metric("convolex_uptime_seconds")).isPositive();
        assertThat(text.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text.body()).contains("# TYPE convolex_request_seconds histogram", "_bucket{le=\"+Inf\"} ");
        assertThat(text.body()
                        .lines()
                        .allMatch(line -> line.matches("# (HELP|TYPE) \\w+ .+|\\w+(\\{[^{}]*})? [-0-9.E]+")))
                .as(text.body())
                .isTrue();
    }
}
