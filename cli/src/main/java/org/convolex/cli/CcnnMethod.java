package org.convolex.cli;

import org.convolex.TrainingListener;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnnTrainer;
import org.convolex.ccnn.MemoryPlan;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;

/** {@code --method ccnn}: the convexified convolutional network. */
record CcnnMethod(CcnnSettings settings) implements TrainingMethod {

    @Override
    public double askedGap() {
        return settings.gap();
    }

    @Override
    public void check(ImageShape shape, int images, int outputs) {
        plan(shape, images, outputs);
    }

    private MemoryPlan plan(ImageShape shape, int images, int outputs) {
        return MemoryPlan.of(shape, images, outputs, settings);
    }

    @Override
    public Fields estimate(TrainingImages images, Workers workers) {
        MemoryPlan plan = plan(
                images.training().shape(),
                images.training().size(),
                images.training().outputs());
        return CcnnEstimate.of(images, settings, plan, workers).fields();
    }

    @Override
    public MethodSummary train(TrainingImages images, String data, TrainingListener listener, Workers workers) {
        return new CcnnSummary(
                new ConvexifiedCnnTrainer(settings)
                        .train(images.training(), images.validation(), data, listener, workers),
                settings);
    }
}
