package org.convolex.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are refused, each with a status and one line. */
class BadRequestsTest {
    private static final TestServer SERVER = TestServer.of(ModelFiles.tinyModel(1));

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /predict            | application/json | [1,2,3]         | 400 | image 0: 3 values, but the shape 1 x 8 x 8 has 64
            /predict            | application/json | []              | 400 | image 0: 0 values, but the shape 1 x 8 x 8 has 64
            /predict            | application/json | [[1],[2,3]]     | 400 | image 0: 1 values, but the shape 1 x 8 x 8 has 64
            /predict            | application/json | [[1],2]         | 400 | image 1, value 0: 2 is not a number;
            /predict            | application/json | [1,"two"]       | 400 | image 0, value 1: two is not a number;
            /predict            | application/json | [1,null]        | 400 | image 0, value 1: null is not a number;
            /predict            | application/json | [1,[2]]         | 400 | image 0, value 1: [ is not a number;
            /predict            | application/json | [NaN]           | 400 | the body is not JSON:
            /predict            | application/json | [1,1e99]        | 400 | image 0, value 1: beyond single precision
            /predict            | application/json | [1,2            | 400 | the body is not JSON:
            /predict            | application/json | {"image":[1]}   | 400 | the body must be a JSON array of numbers
            /predict            | application/json | [1] [2]         | 400 | the body must be a JSON array of numbers
            /predict            | application/json | ~~              | 400 | the body must be a JSON array of numbers
            /predict            | image/png        | no image at all | 400 | image: the content is neither PNG nor JPEG
            /predict            | text/plain       | [1,2,3]         | 415 | content type text/plain: must be
            /predict?resize=yes | image/png        | x               | 400 | resize=yes: must be true or false
            /responses?filters=0| application/json | [1]             | 400 | filters=0: must be an integer in 1..64
            /responses          | application/json | [1]             | 400 | image 0: 1 values
            /nothing            | application/json | [1]             | 404 | no such path;
            /model              | application/json | [1]             | 405 | /model: the method must be GET, HEAD
            """)
    void isRefusedInOneLine(String path, String type, String body, int status, String message) throws Exception {
        HttpResponse<String> answer = SERVER.post(path, type, BodyPublishers.ofString(body == null ? "" : body));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(TestServer.json(answer).get("error").stringValue())
                .startsWith(message)
                .doesNotContain("\n");
    }

    @Test
    void responsesAreOfOneImage() throws Exception {
        String image = Collections.nCopies(64, 1).toString();

        HttpResponse<String> answer = SERVER.post("/responses", "[" + image + "," + image + "]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("responses are of one image");
    }

    @Test
    void theAllowedMethodsAreNamed() throws Exception {
        HttpResponse<String> answer =
                SERVER.send(HttpRequest.newBuilder(SERVER.uri("/predict")).GET());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void whatIsNoHttpIsRefusedAlike() throws Exception {
        try (Socket socket = SERVER.socket()) {
            socket.getOutputStream().write("GET / HTTP/9.9 nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 ").contains("application/json", "{\"error\":\"");
        }
    }
}
