package org.convolex.cli.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;

import j2html.Config;
import j2html.TagCreator;
import j2html.rendering.FlatHtml;
import j2html.tags.specialized.HtmlTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One HTML file that needs no other: its style is in it, pictures are data, charts are SVG, and there is no script. It is
 * well-formed XML, too. All text is escaped by j2html, wherever it comes from.
 *
 * @param title of the page
 * @param lead a sentence below it
 * @param sections in their order
 */
public record Page(String title, String lead, List<Section> sections) {

    public Page {
        sections = List.copyOf(sections);
    }

    /** The file's content. */
    public String html() {
        HtmlTag html = TagCreator.html(
                        head(
                                meta().withCharset("utf-8"),
                                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                meta().withName("color-scheme").withContent("light dark"),
                                TagCreator.title(title),
                                style(stylesheet())),
                        body(main(
                                header(h1(title), p(lead)),
                                each(
                                        sections,
                                        part -> section(h2(part.title()), each(part.content(), content -> content))))))
                .withLang("en");
        try {
            return "<!DOCTYPE html>\n"
                    + html.render(FlatHtml.inMemory(Config.defaults().withEmptyTagsClosed(true)))
                    + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stylesheet() {
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
