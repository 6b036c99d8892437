package dev.stuckpod.cli.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Read by a validating reader. */
class JunitReportTest {

  @Test
  void aStuckPodFailsWithItsExplanation() throws Exception {
    Element suite = read(Runs.stuck());

    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("0");
    assertThat(suite.getAttribute("time")).isEqualTo("601.500");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(((Element) failure.getParentNode()).getAttribute("name"))
        .isEqualTo("cable-7c9f5d-x2x9p");
    assertThat(failure.getAttribute("type")).isEqualTo("Deadlock");
    assertThat(failure.getAttribute("message")).startsWith("pod cable-7c9f5d-x2x9p since 14:02:11");
    assertThat(failure.getTextContent()).contains("holder", "channels.go:", "What to change:");
  }

  @Test
  void whatCannotBeToldIsAnErrorOfEachPod() throws Exception {
    Element suite = read(Runs.givenUp(null, "No operator has taken up the window"));

    assertThat(suite.getAttribute("errors")).isEqualTo("2");
    assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(2);
  }

  /** A suite without any case would be green. */
  @Test
  void withoutAnyPodTheWholeIsAnError() throws Exception {
    Run run = Runs.of("{}");

    Element suite = read(run);

    assertThat(suite.getAttribute("tests")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(1);
  }

  @Test
  void whateverAClusterSaysIsTextOfValidXml() throws Exception {
    for (String words :
        List.of(
            "]]></failure>", "\u0000\u0008\u001b[31m", "\uFFFE\uD800", "\" type=\"", "&x;\u202e")) {
      LoadTestWindow window = Runs.window("{}");
      window.setStatus(
          LoadTestWindowStatusBuilder.builder()
              .sentence(words)
              .watched(List.of(words, "well"))
              .incidents(
                  List.of(
                      new WindowIncident(words, words, words, words, words, words, words, words)))
              .notes(List.of(new WindowNote("well", words, words, words)))
              .build());

      Element suite =
          read(new Run(words, window, Runs.LOAD, words, List.of(words), Map.of(), null));

      assertThat(suite.getAttribute("tests")).as(words).isEqualTo("2");
    }
  }

  private static Element read(Run run) throws Exception {
    String xml = JunitReport.of(run, Reports.of(run)).text();
    var schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(Objects.requireNonNull(JunitReportTest.class.getResource("surefire.xsd")));
    schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }
}
