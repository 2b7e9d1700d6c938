package org.convolex.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ExperimentReportTest {
    private static final String MARKDOWN = """
            # exact

            ## training

            `./convolex reproduce exact --part "training"`

            | method | error |
            |---|---|
            | Adam, a < b & c | 1.5 % |

            ![training](training.png)

            ## bias

            <script>alert(1)</script>

            ![gone](gone.png)
            """;

    private final Path folder;

    ExperimentReportTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Element page() throws Exception {
        new ExperimentReport(folder, "exact").write(MARKDOWN);
        byte[] html = Files.readAllBytes(folder.resolve("exact.html"));
        assertThat(new String(html, StandardCharsets.UTF_8)).startsWith("<!DOCTYPE html>");
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(html));
        return document.getDocumentElement();
    }

    @Test
    void holdsEverythingItself() throws Exception {
        byte[] picture = {1, 2, 3};
        Files.write(folder.resolve("training.png"), picture);
        Element page = page();
        assertThat(page.getElementsByTagName("h2").item(0).getTextContent()).isEqualTo("training");
        assertThat(page.getElementsByTagName("h2").item(1).getTextContent()).isEqualTo("bias");
        assertThat(page.getElementsByTagName("td").item(0).getTextContent()).isEqualTo("Adam, a < b & c");
        Element image = (Element) page.getElementsByTagName("img").item(0);
        assertThat(image.getAttribute("src"))
                .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(picture));
        assertThat(image.getAttribute("alt")).isEqualTo("training");
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void isTheSameTextAsTheMarkdown() throws Exception {
        page();
        assertThat(folder.resolve("exact.md")).hasContent(MARKDOWN);
    }

    @Test
    void aPictureThatIsGoneIsLeftAsItsName() throws Exception {
        Element image = (Element) page().getElementsByTagName("img").item(1);
        assertThat(image.getAttribute("src")).isEqualTo("gone.png");
    }
}
