package org.convolex.model;

import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.data.InvalidInputException;
import org.convolex.optim.Losses;

/**
 * Section "network": what the layers of a convexified network have in common.
 *
 * <pre>
 *   text     loss
 *   int32    number of layers, at least 1
 * </pre>
 *
 * Each layer l has the sections "pipeline.l", "weights.l" and "certificate.l".
 */
record NetworkSection(String loss, int layers) {
    private static final int MOST_LAYERS = 99;

    static NetworkSection of(ConvexifiedCnn model) {
        return new NetworkSection(model.loss(), model.layers().size());
    }

    void write(SectionWriter out) {
        out.text(loss);
        out.int32(layers);
    }

    static NetworkSection read(SectionReader in) {
        String loss = Losses.byName(in.word("loss")).name();
        int layers = in.int32("number of layers", 1);
        if (layers > MOST_LAYERS) {
            throw new InvalidInputException(layers + " layers are more than " + MOST_LAYERS);
        }
        return new NetworkSection(loss, layers);
    }
}
