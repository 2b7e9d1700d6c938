package org.convolex.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One run of {@code convolex reproduce} inside this JVM.
 *
 * @param code its exit code
 * @param err what it wrote to standard error
 */
public record ReproduceRun(int code, String err) {

    /** Runs it. */
    public static ReproduceRun of(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            return new ReproduceRun(Reproduce.execute(arguments), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }
}
