package org.convolex.cli.report;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** Names, and what they stand for. */
public final class Definitions {
    private final List<DomContent> entries = new ArrayList<>();

    public Definitions add(String name, String value) {
        entries.add(dt(name));
        entries.add(dd(value));
        return this;
    }

    public DomContent html() {
        return dl().with(entries);
    }
}
