package org.convolex.cli.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** Pictures with words below them, as many beside each other as there is room for. */
public final class Gallery {
    private final List<DomContent> figures = new ArrayList<>();

    /**
     * Adds a figure.
     *
     * @param words below it, also for those who cannot see it
     * @param pictures one below the other
     */
    public Gallery add(String words, Picture... pictures) {
        List<DomContent> content = new ArrayList<>();
        for (Picture picture : pictures) {
            content.add(picture.html(words));
        }
        content.add(figcaption(text(words)));
        figures.add(figure().with(content));
        return this;
    }

    public DomContent html() {
        return div().with(figures).withClass("gallery");
    }
}
