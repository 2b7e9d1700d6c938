package org.convolex.cli;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A signal that a test sends to a process. */
enum SentSignal {
    INT(2),
    TERM(15);

    private final int number;

    SentSignal(int number) {
        this.number = number;
    }

    /**
     * Sends it. Skips the test where the process ignores it: what a shell runs in the background inherits a deaf ear for INT, and a
     * JVM leaves it as it is.
     */
    void to(Process process) throws IOException, InterruptedException {
        if (ignoredBy(process)) {
            process.destroyForcibly();
            assumeFalse(true, "SIG" + name() + " is ignored by processes that were started in the background");
        }
        new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private boolean ignoredBy(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return false; // not Linux
        }
        String mask = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(mask.substring("SigIgn:".length()).strip(), 16) >> (number - 1) & 1) == 1;
    }
}
