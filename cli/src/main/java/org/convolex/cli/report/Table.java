package org.convolex.cli.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells under a header; the first cell of a row names it. A wide table scrolls by itself, and never the page. */
public final class Table {
    private final List<String> header;
    private final List<List<DomContent>> rows = new ArrayList<>();

    public Table(String... header) {
        this(List.of(header));
    }

    public Table(List<String> header) {
        this.header = List.copyOf(header);
    }

    /** Adds a row of text. */
    public Table row(String name, String... values) {
        return row(name, List.of(values).stream().map(value -> td(value)).toList());
    }

    /** Adds a row. */
    public Table row(String name, List<TdTag> cells) {
        List<DomContent> row = new ArrayList<>(List.of(th(name).attr("scope", "row")));
        row.addAll(cells);
        rows.add(row);
        return this;
    }

    /**
     * A cell of a confusion matrix, darker the larger the share.
     *
     * @param share in 0..1
     * @param right whether it is good to be in it
     */
    public static TdTag shaded(String text, double share, boolean right) {
        // from some way on, so that a single mistake among thousands is seen
        double strength = share > 0 ? 0.1 + 0.45 * share : 0;
        return td(text).withClass(right ? "right" : "wrong")
                .withStyle("--strength:" + Math.round(1000 * strength) / 1000.0);
    }

    public DomContent html() {
        return div(table(
                        thead(tr(each(header, name -> th(name).attr("scope", "col")))),
                        tbody(each(rows, row -> tr(each(row, cell -> cell))))))
                .withClass("wide")
                .attr("tabindex", "0");
    }
}
