package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.data.Dataset;
import org.convolex.data.RandomShifts;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import org.convolex.optim.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on shifted copies: a program on more samples, certified and verified as any other. */
class ShiftsTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Dataset IMAGES = Digits.train(200);
    private static final RandomShifts SHIFTS = new RandomShifts(1, 3);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    @Test
    void theCertificateIsThatOfTheProgramOnAllCopies() {
        ConvexifiedCnn model = train(Digits.fixed().shifts(SHIFTS).build(), IMAGES, new double[0]);
        Dataset copies = SHIFTS.apply(IMAGES, 1);
        assertThat(copies.size()).isEqualTo(800);

        double loss = 0;
        float[] scores = model.scores(copies, WORKERS);
        for (int i = 0; i < copies.size(); i++) {
            double sum = 0;
            for (int k = 0; k < 10; k++) {
                sum += Math.exp(scores[i * 10 + k] - (double) scores[i * 10 + copies.label(i)]);
            }
            loss += Math.log(sum) / copies.size();
        }

        assertThat(model.certificate().objective()).isCloseTo(loss, within(1e-5));
        assertThat(model.provenance().samples()).isEqualTo(200);
        assertThat(model.provenance().settings()).containsEntry("shifts", "1").containsEntry("copies", "3");
    }

    @Test
    void aModelFromItsFileIsVerifiedOnTheImagesAlone(@TempDir Path folder) {
        CcnnSettings settings = Digits.fixed().shifts(SHIFTS).build();
        double[] weights =
                IntStream.range(0, IMAGES.size()).mapToDouble(i -> 1 + i % 3).toArray();
        Path file = folder.resolve("shifted.cvx");
        ModelFile.write(train(settings, IMAGES, weights), file);
        ConvexifiedCnn read = (ConvexifiedCnn) ModelFile.read(file);

        assertThat(read.shifts()).isEqualTo(SHIFTS);
        assertThat(read.verify(IMAGES, WORKERS).get(0).failures()).isEmpty();

        ConvexifiedCnn stripped = new ConvexifiedCnn(
                read.layers(), read.loss(), read.weighting(), RandomShifts.NONE, read.outputs(), read.provenance());
        assertThat(stripped.verify(IMAGES, WORKERS).get(0).failures())
                .anyMatch(line -> line.startsWith("objective is"))
                .anyMatch(line -> line.contains("problem hash"));
    }

    @Test
    void severalLayersAndOpenSettingsWork() {
        CcnnSettings settings = CcnnSettings.builder()
                .layers(2)
                .patch(3)
                .features(40, 60)
                .directions(16)
                .shifts(SHIFTS)
                .gap(2e-2)
                .memoryBytes(1L << 30)
                .build();
        ConvexifiedCnn model = train(settings, IMAGES, new double[0]);

        assertThat(model.provenance().status()).isEqualTo(Status.GAP_REACHED.name());
        assertThat(model.verify(IMAGES, WORKERS)).hasSize(2).allMatch(Verification::holds);
    }

    private static ConvexifiedCnn train(CcnnSettings settings, Dataset images, double[] weights) {
        return new ConvexifiedCnnTrainer(settings)
                .train(images, weights, null, "digits", TrainingListener.NONE, WORKERS)
                .model();
    }
}
