package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.convolex.CertifiedModel;
import org.convolex.Model;
import org.convolex.Verification;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;

/** A model's file, to be written again with bytes of a section changed under a checksum that is right. */
record ForgedFile(Path file, byte[] good) {

    static ForgedFile of(Model model, Path file) throws IOException {
        ModelFile.write(model, file);
        return new ForgedFile(file, Files.readAllBytes(file));
    }

    /** Reading the changed file fails, and says where and why. */
    void assertRefused(String section, int at, byte[] replacement, String reason) throws IOException {
        Files.write(file, ModelFiles.withBytes(good, section, at, replacement));
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ": damaged model file: section '" + section + "': " + reason);
    }

    void assertRefused(String section, int at, int value, String reason) throws IOException {
        assertRefused(section, at, ByteBuffer.allocate(4).putInt(value).array(), reason);
    }

    void assertRefused(String section, int at, double value, String reason) throws IOException {
        assertRefused(section, at, ByteBuffer.allocate(8).putDouble(value).array(), reason);
    }

    /**
     * With a number multiplied, the file reads, and the certificate does not verify.
     *
     * @param type float or double
     * @param failure how a line of the verification begins
     */
    void assertFound(String section, int at, String type, double factor, Dataset images, String failure)
            throws IOException {
        ByteBuffer content = ByteBuffer.wrap(good).position(ModelFiles.sectionOffset(good, section) + at);
        byte[] changed = type.equals("float")
                ? ByteBuffer.allocate(4)
                        .putFloat(content.getFloat() * (float) factor)
                        .array()
                : ByteBuffer.allocate(8).putDouble(content.getDouble() * factor).array();
        Files.write(file, ModelFiles.withBytes(good, section, at, changed));
        try (Workers workers = new Workers(1)) {
            Verification verification = ((CertifiedModel) ModelFile.read(file))
                    .verify(images, workers)
                    .get(0);
            assertThat(verification.holds()).isFalse();
            assertThat(verification.failures()).anyMatch(line -> line.startsWith(failure));
        }
    }
}
