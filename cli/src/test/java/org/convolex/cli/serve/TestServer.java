package org.convolex.cli.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.convolex.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a free port, and a client of it. */
public final class TestServer implements AutoCloseable {
    static final int LARGEST_BODY = 20_000;

    private final ModelServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(ModelServer server) {
        this.server = server;
    }

    /** With 16 as the white of image files, as the embedded digits have it, and 10 s for a request. */
    public static TestServer of(Model model) {
        return of(model, 2, 64, Duration.ofSeconds(10));
    }

    static TestServer of(Model model, int threads, int waiting, Duration time) {
        ServerSettings settings = new ServerSettings("127.0.0.1", 0, threads, waiting, LARGEST_BODY, time, 1000, 16);
        Map<String, Object> description = Map.of(
                "method",
                model.method(),
                "imageShape",
                new int[] {
                    model.imageShape().channels(),
                    model.imageShape().height(),
                    model.imageShape().width()
                },
                "classNames",
                model.outputs().names(),
                "n",
                60);
        return new TestServer(ModelServer.start(model, description, settings));
    }

    ModelServer server() {
        return server;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    Socket socket() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String type, BodyPublisher body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path)).header("Content-Type", type).POST(body));
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return post(path, "application/json", BodyPublishers.ofString(json));
    }

    /** What {@code POST /predict} answers to numbers. */
    public JsonNode predict(float[] image) throws Exception {
        return json(post("/predict", Arrays.toString(image)));
    }

    /** What {@code POST /responses} answers to numbers. */
    public JsonNode responses(float[] image) throws Exception {
        return json(post("/responses", Arrays.toString(image)));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /** The value of a metric without labels, or of the line that begins so. */
    double metric(String name) throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
