package org.convolex.model;

import java.util.ArrayList;
import java.util.List;
import org.convolex.Model;
import org.convolex.data.ImageShape;

/**
 * Section "model": what every model has. The method decides which other sections there are.
 *
 * <pre>
 *   text         method
 *   int32 x 3    channels, height and width of the images
 *   int32        number of classes or real outputs, at least 1
 *   text each    their names, in the order of the scores
 * </pre>
 */
record HeadSection(String method, ImageShape imageShape, List<String> names) {

    /** @param method what the file calls it: a release that does not know it refuses the file */
    static HeadSection of(String method, Model model) {
        return new HeadSection(method, model.imageShape(), model.outputs().names());
    }

    /** Scores of an image. */
    int outputs() {
        return names.size();
    }

    void write(SectionWriter out) {
        out.text(method);
        out.int32(imageShape.channels());
        out.int32(imageShape.height());
        out.int32(imageShape.width());
        out.int32(names.size());
        names.forEach(out::text);
    }

    static HeadSection read(SectionReader in) {
        String method = in.word("method");
        ImageShape shape = new ImageShape(in.int32("channels", 1), in.int32("height", 1), in.int32("width", 1));
        int outputs = in.int32("number of outputs", 1);
        List<String> names = new ArrayList<>();
        for (int k = 0; k < outputs; k++) {
            names.add(in.text("name of output " + k));
        }
        return new HeadSection(method, shape, List.copyOf(names));
    }
}
