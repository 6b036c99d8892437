package dev.stuckpod.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Read by a real reader of XML. */
class XmlTextTest {

  static List<String> hostile() {
    return Stream.of(
            Hostile.UNFIT,
            Hostile.BREAKS,
            List.of(
                "\uFFFE",
                "\uFFFF",
                "]]>",
                "<![CDATA[",
                "</failure><failure>",
                "\" evil=\"1",
                "'",
                "&amp;",
                "&#0;",
                "&#x41;",
                "<!-- -- >",
                "<?xml?>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"))
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whatAStrangerHasNamedIsTextAndNoTag(String text) throws Exception {
    String xml =
        new XmlText.Document()
            .open("suite", "name", "a" + text)
            .element("failure", "b" + text + "c", "message", text)
            .text()
            .text();

    Element suite = read(xml);
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(suite.getElementsByTagName("*").getLength()).isEqualTo(1);
    assertThat(suite.getAttributes().getLength()).isEqualTo(1);
    assertThat(failure.getAttributes().getLength()).isEqualTo(1);
    assertThat(failure.getTextContent()).startsWith("b").endsWith("c");
    assertThat(xml.codePoints().filter(c -> c != '\n')).noneMatch(Unfit::isUnfit);
  }

  @Test
  void wordsAndLinesStayAsTheyAre() throws Exception {
    String xml =
        new XmlText.Document()
            .open("suite", "name", "a < b & \"c\" > 'd'")
            .element("failure", "main.(*Hub)\n  hub.go:12 <-ch\n", "message", "日本 😀")
            .element("empty", "")
            .close()
            .text()
            .text();

    Element suite = read(xml);
    assertThat(suite.getAttribute("name")).isEqualTo("a < b & \"c\" > 'd'");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getTextContent()).isEqualTo("main.(*Hub)\n  hub.go:12 <-ch");
    assertThat(failure.getAttribute("message")).isEqualTo("日本 😀");
    assertThat(xml).endsWith("  <empty/>\n</suite>\n");
  }

  @Test
  void noStrangerNamesATag() {
    assertThatThrownBy(() -> new XmlText.Document().open("a b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Element read(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }
}
