package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.convolex.ClassOutputs;
import org.convolex.Model;
import org.convolex.Verification;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.Weighting;
import org.convolex.certify.Certificate;
import org.convolex.certify.NuclearNormBound;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.data.RandomShifts;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    private static final ConvexifiedCnn MODEL = ModelFiles.tinyModel(1);

    private final Path file;

    ModelFileTest(@TempDir Path dir) {
        this.file = dir.resolve("m.cvx");
    }

    private ConvexifiedCnn reread(Model model) {
        ModelFile.write(model, file);
        return (ConvexifiedCnn) ModelFile.read(file);
    }

    @Test
    void scoresKeepEveryBit() {
        Dataset images = DataSources.open("digits").test().orElseThrow().load();
        try (Workers workers = new Workers(2)) {
            assertThat(reread(MODEL).scores(images, workers)).isEqualTo(MODEL.scores(images, workers));
        }
    }

    @Test
    void everythingThatTheModelSaysIsKept() {
        ConvexifiedCnn read = reread(MODEL);
        assertThat(read.method()).isEqualTo("ccnn");
        assertThat(read.loss()).isEqualTo(MODEL.loss());
        assertThat(read.outputs()).isEqualTo(MODEL.outputs());
        assertThat(read.imageShape()).isEqualTo(MODEL.imageShape());
        assertThat(read.certificate()).isEqualTo(MODEL.certificate());
        assertThat(read.provenance()).isEqualTo(MODEL.provenance());
        assertThat(read.last().weights().hash())
                .isEqualTo(MODEL.last().weights().hash());
    }

    @Test
    void theCertificateVerifiesAsBefore() {
        try (Workers workers = new Workers(2)) {
            List<Verification> before = MODEL.verify(ModelFiles.trainingImages(), workers);
            List<Verification> after = reread(MODEL).verify(ModelFiles.trainingImages(), workers);
            assertThat(before).allMatch(Verification::holds);
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        ConvexifiedCnn read = reread(MODEL);
        byte[] first = Files.readAllBytes(file);
        ModelFile.write(read, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        ModelFile.write(ModelFiles.tinyModel(2), file);
        assertThat(Files.readAllBytes(file)).as("trained with 2 threads").isEqualTo(first);
    }

    @Test
    void namesMayHoldAnyCharacter() {
        List<String> names = List.of("ä", "日本語", "🙂", "", " ", "a\nb", "6", "7", "8", "9");
        ConvexifiedCnn renamed = new ConvexifiedCnn(
                MODEL.layers(),
                MODEL.loss(),
                Weighting.NONE,
                RandomShifts.NONE,
                new ClassOutputs(names),
                MODEL.provenance());
        assertThat(reread(renamed).outputs().names()).isEqualTo(names);
    }

    @Test
    void aCertificateWithoutAClaimIsKept() {
        Certificate claimed = MODEL.certificate();
        Certificate nothing = new Certificate(
                claimed.scope(),
                new NuclearNormBound(Double.POSITIVE_INFINITY, MODEL.last().radius()),
                Double.NaN,
                claimed.zeroObjective(),
                Double.NEGATIVE_INFINITY,
                claimed.problemHash(),
                claimed.pointHash());
        CcnnLayer layer = new CcnnLayer(MODEL.last().pipeline(), MODEL.last().weights(), 0, nothing);
        ConvexifiedCnn model = new ConvexifiedCnn(
                List.of(layer), MODEL.loss(), Weighting.NONE, RandomShifts.NONE, MODEL.outputs(), MODEL.provenance());
        assertThat(reread(model).certificate()).isEqualTo(nothing);
    }

    @Test
    void sectionsOfALaterMinorVersionAreSkipped() throws IOException {
        ModelFile.write(MODEL, file);
        byte[] plain = Files.readAllBytes(file);
        Sections sections;
        try (var in = Files.newInputStream(file)) {
            sections = FileLayout.decode(in, plain.length);
        }
        sections.write("novelty", out -> out.text("of version 1.1"));
        ByteBuffer later = ByteBuffer.wrap(FileLayout.encode(sections)).putShort(18, (short) 1);
        Files.write(file, ModelFiles.withChecksum(later.array()));

        ModelFile.write(ModelFile.read(file), file);
        assertThat(Files.readAllBytes(file)).isEqualTo(plain);
    }

    @Test
    void aModelOfAnotherMethodIsRefused() {
        assertThatThrownBy(() -> ModelFile.write(new UnknownModel("other", MODEL), file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("models of method 'other' cannot be saved");
        assertThat(file).doesNotExist();
    }
}
