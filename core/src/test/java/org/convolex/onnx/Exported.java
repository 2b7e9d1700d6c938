package org.convolex.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;

/** What exported models are held to. */
final class Exported {
    private Exported() {}

    /** Labels are the same, and no score is farther off than a ten-thousandth of the largest. */
    static void assertAgrees(Model model, Dataset images) {
        OnnxModel exported = OnnxModel.of(model, OnnxModel.OPERATOR_SET);
        boolean real = model.outputs() instanceof RealOutputs;
        try (Workers workers = new Workers(1)) {
            Deviation deviation = OnnxProbe.of(exported, model, images, workers);
            assertThat(deviation.images()).isEqualTo(images.size());
            assertThat(deviation.relative()).isBetween(0.0, 1e-4);
            assertThat(deviation.flips()).isEqualTo(real ? OptionalInt.empty() : OptionalInt.of(0));
        }
    }

    static RuntimeSession.Results run(OnnxModel exported, Dataset images) {
        try (RuntimeSession session = new RuntimeSession(exported.toBytes(), 1)) {
            return session.run(images);
        }
    }
}
