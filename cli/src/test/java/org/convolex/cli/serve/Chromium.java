package org.convolex.cli.serve;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One page in a headless Chromium, driven over its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final long SECONDS = 60;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int sent;

    private Chromium(Process process, URI page) throws Exception {
        this.process = process;
        this.socket =
                HTTP.newWebSocketBuilder().buildAsync(page, new Messages()).get(SECONDS, TimeUnit.SECONDS);
    }

    static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path program, Path profile) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--user-data-dir=" + profile,
                        "about:blank"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Path port = profile.resolve("DevToolsActivePort");
            String pages = "http://127.0.0.1:" + firstLine(port) + "/json/list";
            String list = HTTP.send(HttpRequest.newBuilder(URI.create(pages)).build(), BodyHandlers.ofString())
                    .body();
            for (JsonNode page : JsonMapper.shared().readTree(list)) {
                if (page.get("type").stringValue().equals("page")) {
                    return new Chromium(
                            process, URI.create(page.get("webSocketDebuggerUrl").stringValue()));
                }
            }
            throw new IllegalStateException("Chromium has no page: " + list);
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Of a file that Chromium writes when it is ready. */
    private static String firstLine(Path file) throws Exception {
        for (long end = System.nanoTime() + SECONDS * 1_000_000_000; System.nanoTime() < end; Thread.sleep(50)) {
            if (Files.exists(file) && Files.readString(file).contains("\n")) {
                return Files.readAllLines(file).get(0);
            }
        }
        throw new IllegalStateException("Chromium did not start within " + SECONDS + " s");
    }

    /** Sends a command and waits for its result. */
    JsonNode send(String method, Map<String, ?> parameters) throws Exception {
        int id = ++sent;
        String text = JsonMapper.shared().writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(text, true).get(SECONDS, TimeUnit.SECONDS);
        while (true) {
            JsonNode message = messages.poll(SECONDS, TimeUnit.SECONDS);
            if (message == null || (message.has("error") && message.get("id").intValue() == id)) {
                throw new IllegalStateException(method + ": " + message);
            }
            if (message.has("id") && message.get("id").intValue() == id) {
                return message.get("result");
            }
        }
    }

    /** The value of an expression in the page, as text. */
    String evaluate(String expression) throws Exception {
        JsonNode result = send("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
        return result.get("result").get("value").stringValue();
    }

    /** Waits until an expression in the page is true. */
    void waitFor(String expression) throws Exception {
        for (long end = System.nanoTime() + SECONDS * 1_000_000_000; System.nanoTime() < end; Thread.sleep(50)) {
            if (evaluate(expression).equals("true")) {
                return;
            }
        }
        throw new IllegalStateException(
                "never true: " + expression + "; the page has " + evaluate("document.body.innerText"));
    }

    /** @param scheme light or dark */
    void look(int width, int height, String scheme) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void open(URI page) throws Exception {
        send("Page.navigate", Map.of("url", page.toString()));
        waitFor("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Moves the mouse, with its left button down where that is said. */
    void mouse(String type, double x, double y) throws Exception {
        send(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        type,
                        "x",
                        x,
                        "y",
                        y,
                        "button",
                        "left",
                        "buttons",
                        type.equals("mouseReleased") ? 0 : 1,
                        "clickCount",
                        1));
    }

    /** The whole page as PNG. */
    byte[] picture() throws Exception {
        JsonNode shot = send("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        return Base64.getDecoder().decode(shot.get("data").stringValue());
    }

    @Override
    public void close() throws Exception {
        try {
            send("Browser.close", Map.of());
            process.waitFor(10, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Puts messages together and passes them on. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                messages.add(JsonMapper.shared().readTree(parts.toString()));
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
