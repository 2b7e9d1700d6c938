package org.convolex;

import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;

/**
 * One score for each class; the largest decides.
 *
 * @param names of the classes
 */
public record ClassOutputs(List<String> names) implements Outputs {

    public ClassOutputs {
        names = List.copyOf(names);
    }

    @Override
    public Dataset encode(Dataset images) {
        if (images.truth() == null) {
            throw new InvalidInputException("the images have no labels");
        }
        return images.withClassNames(names);
    }
}
