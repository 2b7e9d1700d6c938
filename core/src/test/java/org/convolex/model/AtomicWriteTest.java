package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.convolex.CertifiedModel;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.Weighting;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.optim.FactoredPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there before and after a write that fails. */
class AtomicWriteTest {
    private static final ConvexifiedCnn MODEL = ModelFiles.tinyModel(1);

    private final Path dir;

    AtomicWriteTest(@TempDir Path dir) {
        this.dir = dir;
    }

    private void assertFails(ConvexifiedCnn model, Path target, String reason) {
        assertThatThrownBy(() -> ModelFile.write(model, target))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(target + ": " + reason);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.toList();
        }
    }

    @Test
    void replacesAFileAndLeavesNothingElse() throws IOException {
        Path target = Files.writeString(dir.resolve("m.cvx"), "old");
        ModelFile.write(MODEL, target);
        assertThat(((CertifiedModel) ModelFile.read(target)).certificate()).isEqualTo(MODEL.certificate());
        assertThat(entries()).containsExactly(target);
    }

    @Test
    void folderInPlaceOfTheFile() throws IOException {
        Path target = Files.createDirectory(dir.resolve("m.cvx"));
        assertFails(MODEL, target, "is a folder, not a file");
        assertThat(entries()).containsExactly(target);
    }

    @Test
    void missingFolder() throws IOException {
        assertFails(MODEL, dir.resolve("none/m.cvx"), "cannot be written (no such file or folder)");
        assertThat(entries()).isEmpty();
    }

    @Test
    void fileInPlaceOfTheFolder() throws IOException {
        Path target = Files.writeString(dir.resolve("m.cvx"), "old");
        assertFails(MODEL, target.resolve("m.cvx"), "cannot be written (Not a directory)");
        assertThat(entries()).containsExactly(target);
    }

    /** The content is written by then, and only the last step fails. */
    @Test
    void nameThatTheFileSystemRefuses() throws IOException {
        assertFails(MODEL, dir.resolve("m".repeat(300)), "cannot be written (File name too long)");
        assertThat(entries()).isEmpty();
    }

    @Test
    void folderThatMayNotBeWritten() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Path target = Files.writeString(dir.resolve("m.cvx"), "old");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertFails(MODEL, target, "cannot be written (permission denied)");
            assertThat(target).hasContent("old");
        } finally {
            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void modelThatCouldNotBeReadAgain() throws IOException {
        Path target = Files.writeString(dir.resolve("m.cvx"), "old");
        FactoredPoint weights = MODEL.last().weights();
        float[][] filters = weights.filters().clone();
        filters[0] = filters[0].clone();
        filters[0][3] = Float.NaN;
        ConvexifiedCnn broken = new ConvexifiedCnn(
                List.of(new CcnnLayer(
                        MODEL.last().pipeline(),
                        new FactoredPoint(weights.features(), filters, weights.responses()),
                        0,
                        MODEL.certificate())),
                MODEL.loss(),
                Weighting.NONE,
                RandomShifts.NONE,
                MODEL.outputs(),
                MODEL.provenance());
        assertFails(
                broken,
                target,
                "not written, for it could not be read again: damaged model file: section 'weights.1': filter 0, number 3:"
                        + " NaN is not a finite number");
        assertThat(target).hasContent("old");
        assertThat(entries()).containsExactly(target);
    }

    @Test
    void aSymbolicLinkStaysALink() throws IOException {
        Path real = Files.writeString(dir.resolve("real.cvx"), "old");
        Path link = Files.createSymbolicLink(dir.resolve("link.cvx"), real);
        ModelFile.write(MODEL, link);
        assertThat(link).isSymbolicLink();
        assertThat(((CertifiedModel) ModelFile.read(real)).certificate()).isEqualTo(MODEL.certificate());
    }
}
