package org.convolex.cli.serve;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.ResponseMap;
import org.convolex.Scorer;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;

/**
 * A model that waits before it scores.
 *
 * @param model that it is in all else
 * @param open what it waits for
 */
record BlockedModel(Model model, CountDownLatch open) implements Model {
    @Override
    public Scorer scorer() {
        return images -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return model.scorer().scores(images);
        };
    }

    @Override
    public String method() {
        return model.method();
    }

    @Override
    public ImageShape imageShape() {
        return model.imageShape();
    }

    @Override
    public Outputs outputs() {
        return model.outputs();
    }

    @Override
    public String loss() {
        return model.loss();
    }

    @Override
    public Provenance provenance() {
        return model.provenance();
    }

    @Override
    public float[] scores(Dataset images, Workers workers) {
        return model.scores(images, workers);
    }

    @Override
    public double largestPixel() {
        return model.largestPixel();
    }

    @Override
    public List<ResponseMap> responseMaps(Dataset images, int index, int most) {
        return model.responseMaps(images, index, most);
    }
}
