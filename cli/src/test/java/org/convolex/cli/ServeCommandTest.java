package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.convolex.model.ModelFile;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command around the server: what it refuses, and how it ends. */
@Timeout(120)
class ServeCommandTest {
    private static String model;

    @BeforeAll
    static void write(@TempDir Path folder) {
        Path file = folder.resolve("m.cvx");
        ModelFile.write(ModelFiles.tinyModel(1), file);
        model = file.toString();
    }

    @Test
    void aPortInUseIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            CommandLineRun.assertRefused(
                    "--port " + port + ": is in use on 127.0.0.1; give another, or 0 for any",
                    "serve",
                    model,
                    "--port",
                    Integer.toString(port));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port         | 65536       | invalid value for option '--port': expected an integer in 0..65535, got '65536'
            --host         | 192.0.2.1   | --host 192.0.2.1 --port 8080: cannot be listened on
            --host         | no.invalid. | --host no.invalid. --port 8080: cannot be listened on
            --waiting      | 0           | invalid value for option '--waiting': expected an integer >= 1, got '0'
            --connections  | none        | invalid value for option '--connections': expected an integer >= 1, got 'none'
            --max-body     | 2g          | --max-body: 2147483648 bytes, must be at most 1g
            --request-time | 1e9         | --request-time: 1.0E9 s, must be in 0.01..3600
            --white        | -1          | invalid value for option '--white': expected auto or a finite number > 0, got '-1'
            """)
    void badOptionsAreOneLine(String option, String value, String message) {
        CommandLineRun.assertRefused(message, "serve", model, option, value);
    }

    @Test
    void aMissingModelIsOneLine() {
        CommandLineRun.assertRefused("no.cvx", "serve", "no.cvx");
    }

    @ParameterizedTest
    @EnumSource
    @DisabledOnOs(OS.WINDOWS)
    void aSignalEndsItWithoutComplaint(SentSignal signal) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.convolex.cli.Main",
                        "serve",
                        model,
                        "--port",
                        "0"))
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            assertThat(line).startsWith("serving " + model + " on http://127.0.0.1:");
            String address = line.substring(line.indexOf("http"));
            String answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address + "model")).build(), BodyHandlers.ofString())
                    .body();
            CommandLineRun inspected = CommandLineRun.of("inspect", model, "--json");
            JsonNode expected = JsonMapper.shared().readTree(inspected.out());
            JsonNode given = JsonMapper.shared().readTree(answer);
            for (String name : expected.propertyNames()) {
                assertThat(given.get(name)).as(name).isEqualTo(expected.get(name));
            }
            assertThat(given.get("white").doubleValue()).isEqualTo(16);

            signal.to(process);

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(out.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }
}
