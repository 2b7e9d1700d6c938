package org.convolex.cli.report;

import j2html.tags.DomContent;
import java.util.List;

/**
 * A part of a {@link Page}.
 *
 * @param title of the section
 * @param content below the title
 */
public record Section(String title, List<DomContent> content) {

    public Section {
        content = List.copyOf(content);
    }

    public Section(String title, DomContent... content) {
        this(title, List.of(content));
    }
}
