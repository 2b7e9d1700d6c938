package org.convolex.cli;

import org.convolex.Model;
import org.convolex.data.DataSource;
import org.convolex.data.InvalidInputException;

/** What a model asks of images, before they are loaded. */
final class ModelInput {
    private ModelInput() {}

    static void requireShape(Model model, String file, DataSource source) {
        if (!source.shape().equals(model.imageShape())) {
            throw new InvalidInputException(source.name() + ": images of " + source.shape() + ", but " + file
                    + " was trained on images of " + model.imageShape());
        }
    }
}
