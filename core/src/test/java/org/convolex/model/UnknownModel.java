package org.convolex.model;

import java.util.List;
import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.ResponseMap;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;

/**
 * A model as a user of the library may write one, of a method that the library does not know.
 *
 * @param method its name
 * @param model that it is in all else
 */
public record UnknownModel(String method, Model model) implements Model {
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
