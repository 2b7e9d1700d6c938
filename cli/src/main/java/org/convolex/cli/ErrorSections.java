package org.convolex.cli;

import java.util.List;
import org.convolex.ClassOutputs;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.cli.report.Section;
import org.convolex.data.Dataset;

/** How a model does on images that it did not learn from, where there are any. */
final class ErrorSections {
    /** The worst that are shown. */
    static final int WORST = 12;

    private ErrorSections() {}

    /** None where the training was stopped: then nobody wants to wait for predictions. */
    static List<Section> of(TrainingRun run) {
        if (!run.errors().known()) {
            return List.of();
        }
        Model model = run.trained().model();
        Dataset test = run.images().test();
        Dataset validation = run.images().validation();
        Dataset images = test != null
                ? test
                : validation != null ? validation : run.images().training();
        String words = images.size()
                + (test != null
                        ? " test images"
                        : validation != null ? " validation images" : " training images; there are no others");
        float[] scores = run.scores().of(images);
        return model.outputs() instanceof RealOutputs outputs
                ? TargetSections.of(outputs, images, scores, words)
                : ClassSections.of((ClassOutputs) model.outputs(), images, scores, words);
    }
}
