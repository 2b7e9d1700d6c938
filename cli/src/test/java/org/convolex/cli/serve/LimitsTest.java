package org.convolex.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.convolex.Model;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server bears, and what it does beyond. */
@Timeout(120)
class LimitsTest {
    private static final Model MODEL = ModelFiles.tinyModel(1);
    private static final String IMAGE =
            Arrays.toString(ModelFiles.trainingImages().image(0));

    @Test
    void largerBodiesAreRefusedHoweverTheyCome() throws Exception {
        byte[] body = " ".repeat(5 * TestServer.LARGEST_BODY).getBytes(StandardCharsets.US_ASCII);
        try (TestServer server = TestServer.of(MODEL)) {
            HttpResponse<String> announced =
                    server.post("/predict", "application/json", BodyPublishers.ofByteArray(body));
            HttpResponse<String> chunked = server.post(
                    "/predict", "application/json", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

            for (HttpResponse<String> answer : List.of(announced, chunked)) {
                assertThat(answer.statusCode()).isEqualTo(413);
                assertThat(answer.body()).isEqualTo("{\"error\":\"the body is larger than 20000 bytes\"}");
            }
            assertThat(server.post("/predict", IMAGE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatIsAnnouncedAsHugeIsRefusedAtOnce() throws Exception {
        try (TestServer server = TestServer.of(MODEL);
                Socket socket = server.socket()) {
            write(socket, "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n");

            assertThat(readAll(socket)).startsWith("HTTP/1.1 413").contains("Connection: close");
        }
    }

    @Test
    void slowBodiesEndWith408AndSlowHeadersWithout() throws Exception {
        try (TestServer server = TestServer.of(MODEL, 1, 4, Duration.ofMillis(700));
                Socket body = server.socket();
                Socket headers = server.socket();
                Socket silent = server.socket()) {
            write(body, "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
            CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> {
                try {
                    write(headers, "GET /health HTTP/1.1\r\n");
                    while (true) {
                        Thread.sleep(100);
                        write(headers, "a");
                        write(body, "1");
                    }
                } catch (Exception closed) {
                    // as it should be
                }
            });

            assertThat(readAll(body)).startsWith("HTTP/1.1 408").contains("{\"error\":\"the request took too long");
            assertThat(readAll(headers)).isEmpty();
            assertThat(readAll(silent)).isEmpty();
            dripping.get(30, TimeUnit.SECONDS);
            assertThat(server.post("/predict", IMAGE).statusCode()).isEqualTo(200);
        }
    }

    /** More answers than all buffers on the way hold, none of them read. */
    @Test
    void whoDoesNotReadIsCutOff() throws Exception {
        try (TestServer server = TestServer.of(MODEL, 1, 4, Duration.ofMillis(500));
                Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.server().port()));
            write(deaf, "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1000));

            while (server.metric("convolex_requests_total{path=\"/\",status=\"0\"}") == 0) {
                Thread.sleep(50);
            }

            assertThat(server.metric("convolex_requests_in_flight")).isEqualTo(1); // the one that asks
        }
    }

    @Test
    void aHundredSlowClientsStopNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (TestServer server = TestServer.of(MODEL)) {
            for (int i = 0; i < 100; i++) {
                Socket socket = server.socket();
                slow.add(socket);
                String head = i % 2 == 0 ? "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\n[" : "PO";
                write(socket, head);
            }
            for (int round = 0; round < 5; round++) {
                for (Socket socket : slow) {
                    write(socket, "1");
                }
                assertThat(server.post("/predict", IMAGE).statusCode()).isEqualTo(200);
                assertThat(server.get("/health").statusCode()).isEqualTo(200);
            }
            assertThat(server.metric("convolex_requests_in_flight")).isGreaterThanOrEqualTo(50);
            for (Socket socket : slow) {
                socket.close();
            }
            assertThat(server.post("/predict", IMAGE).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void whenTooManyWaitTheNextIsToldToComeAgain() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (TestServer server = TestServer.of(new BlockedModel(MODEL, open), 1, 1, Duration.ofSeconds(30))) {
            CompletableFuture<HttpResponse<String>> first = later(server);
            CompletableFuture<HttpResponse<String>> second = later(server);
            while (server.metric("convolex_requests_in_flight") < 3) { // these two, and the one that asks
                Thread.sleep(10);
            }
            // Both bodies may still be on their way: whoever comes last of three is refused.
            CompletableFuture<HttpResponse<String>> third = later(server);
            CompletableFuture.anyOf(first, second, third).get(30, TimeUnit.SECONDS);
            assertThat(server.metric("convolex_rejected_total")).isEqualTo(1);
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            open.countDown();

            List<HttpResponse<String>> answers = List.of(first.get(), second.get(), third.get());
            assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 200, 503);
            HttpResponse<String> refused = answers.stream()
                    .filter(answer -> answer.statusCode() == 503)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.body()).isEqualTo("{\"error\":\"too many requests are waiting\"}");
        }
    }

    @Test
    void anAnswerThatTakesTooLongIsGivenUp() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (TestServer server = TestServer.of(new BlockedModel(MODEL, open), 1, 1, Duration.ofMillis(300))) {
            HttpResponse<String> answer = server.post("/predict", IMAGE);
            open.countDown();

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"error\":\"the answer took too long\"}");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        }
    }

    @Test
    void closingFinishesWhatIsInFlight() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        TestServer server = TestServer.of(new BlockedModel(MODEL, open), 1, 4, Duration.ofSeconds(30));
        CompletableFuture<HttpResponse<String>> inFlight = later(server);
        while (server.server().inFlight() < 1) {
            Thread.sleep(10);
        }
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        Thread.sleep(1500); // longer than idle connections are left open
        assertThat(closing.isDone()).isFalse();
        open.countDown();

        assertThat(inFlight.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        closing.get(30, TimeUnit.SECONDS);
    }

    private static CompletableFuture<HttpResponse<String>> later(TestServer server) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return server.post("/predict", IMAGE);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void write(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String readAll(Socket socket) throws Exception {
        socket.setSoTimeout(20_000);
        StringBuilder text = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                text.append((char) next);
            }
        } catch (SocketException reset) {
            // closed while this side was still writing
        }
        return text.toString();
    }
}
