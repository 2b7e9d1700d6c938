package org.convolex.cli.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page on which one draws: one file with style and script in it, which asks for nothing but this server's answers. */
final class DrawingPage {
    private static final String ALLOWED = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
            + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private DrawingPage() {}

    static Answer answer() {
        try (InputStream in = DrawingPage.class.getResourceAsStream("draw.html")) {
            if (in == null) {
                throw new IllegalStateException("draw.html is missing from this program");
            }
            String html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Answer plain = Answer.text("text/html", html);
            return new Answer(200, plain.type(), Map.of("Content-Security-Policy", ALLOWED), plain.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
