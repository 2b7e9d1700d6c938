package org.convolex.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why it failed: a print stream over it only knows that it did. */
final class StandardOutput extends FilterOutputStream {
    private @Nullable String failure;

    StandardOutput() {
        super(new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** DONE if everything arrived, or the reader has seen enough, as {@code head} does; else says what is wrong. */
    int exitCode(Console console) {
        if (failure == null || failure.toLowerCase(Locale.ROOT).contains("pipe")) {
            return ExitCode.DONE;
        }
        console.say("standard output cannot be written: " + failure);
        return ExitCode.BAD_INPUT;
    }
}
