package org.convolex.bench;

import j2html.TagCreator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;
import org.convolex.Provenance;
import org.convolex.cli.report.Page;
import org.convolex.cli.report.Section;
import org.convolex.model.WholeFile;

/**
 * What an experiment found, as Markdown, and as one HTML file with the pictures in it: {@code NAME.md} and {@code NAME.html}.
 *
 * @param folder to write to, where the pictures lie
 * @param name of the experiment
 */
public record ExperimentReport(Path folder, String name) {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    /**
     * Writes both files, each whole or not at all.
     *
     * @param markdown sections under headings of the second level; pictures are named as they are in the folder
     * @throws org.convolex.data.InvalidInputException if they cannot be written
     */
    public void write(String markdown) {
        CommandOutput.write(folder.resolve(name + ".md"), markdown);
        CommandOutput.write(folder.resolve(name + ".html"), html(markdown));
    }

    private String html(String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(new Embedding());
        List<Section> sections = new ArrayList<>();
        String title = "Result";
        Node content = new Document();
        for (Node node = document.getFirstChild(); node != null; ) {
            Node next = node.getNext();
            if (node instanceof Heading heading && heading.getLevel() <= 2) {
                add(sections, title, content);
                title = TEXT.render(heading);
                content = new Document();
            } else {
                content.appendChild(node);
            }
            node = next;
        }
        add(sections, title, content);
        return new Page(
                        "Experiment " + name,
                        "Convolex " + Provenance.libraryVersion() + ", " + Provenance.thisPlatform(),
                        sections)
                .html();
    }

    private static void add(List<Section> sections, String title, Node content) {
        if (content.getFirstChild() != null) {
            // tables may be wider than a phone: then they scroll by themselves
            String html = HTML.render(content)
                    .replace("<table>", "<div class=\"wide\"><table>")
                    .replace("</table>", "</table></div>");
            sections.add(new Section(title, TagCreator.rawHtml(html)));
        }
    }

    /** Puts pictures of the folder into the page. */
    private final class Embedding extends AbstractVisitor {
        @Override
        public void visit(Image image) {
            Path file = folder.resolve(image.getDestination());
            if (!Files.exists(file)) {
                return; // somebody tidied up since the part ran
            }
            try {
                image.setDestination(
                        "data:image/png;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            } catch (IOException e) {
                throw WholeFile.failure(file, "cannot be read", e);
            }
        }
    }
}
