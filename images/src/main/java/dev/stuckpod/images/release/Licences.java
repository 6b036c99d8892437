package dev.stuckpod.images.release;

import dev.stuckpod.images.ground.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Under which licences other people's jars are given: as their POM says, or the nearest parent's
 * that says so, in Maven's local repository, where each lies beside its jar.
 */
final class Licences {

  /** So many parents has no POM. */
  private static final int MOST_PARENTS = 12;

  private Licences() {}

  /**
   * Lists them, a line for each jar that is not ours.
   *
   * @throws ImageException if a jar's licence cannot be found: it must not be given away then
   */
  static String list(List<Path> jars) throws ImageException, IOException {
    var lines = new TreeSet<String>();
    for (Path jar : jars) {
      String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
      if (!name.startsWith("stuckpod-")) {
        lines.add(name + ": " + String.join(", ", of(jar, name)));
      }
    }
    return "What other people wrote, and under which licences:\n\n"
        + String.join("\n", lines)
        + "\n\nThe Java runtime has its own, in java/legal.\n";
  }

  private static List<String> of(Path jar, String name) throws ImageException, IOException {
    Optional<Path> pom = Optional.of(pom(up(jar, 1)));
    for (int i = 0; i < MOST_PARENTS && pom.isPresent() && Files.exists(pom.get()); i++) {
      Element project = read(pom.get());
      List<String> names = names(project);
      if (!names.isEmpty()) {
        return names;
      }
      pom = parent(project, pom.get());
    }
    throw new ImageException(
        "No POM says under which licence " + name + " is given: build with mvn package first");
  }

  /** The POM in a folder of an artifact's version: {@code …/ARTIFACT/VERSION}. */
  private static Path pom(Path version) {
    return version.resolve(up(version, 1).getFileName() + "-" + version.getFileName() + ".pom");
  }

  private static Path up(Path from, int folders) {
    return from.resolve("../".repeat(folders)).normalize();
  }

  private static Optional<Path> parent(Element project, Path pom) {
    Optional<Element> parent = child(project, "parent");
    String group =
        text(project, "groupId").or(() -> parent.flatMap(p -> text(p, "groupId"))).orElse("");
    int depth = group.split("\\.", -1).length;
    Path repository = up(pom, 3 + depth);
    return parent.map(
        p ->
            pom(
                repository
                    .resolve(text(p, "groupId").orElse("").replace('.', '/'))
                    .resolve(text(p, "artifactId").orElse(""))
                    .resolve(text(p, "version").orElse(""))));
  }

  private static List<String> names(Element project) {
    var names = new ArrayList<String>();
    child(project, "licenses")
        .ifPresent(
            all -> {
              NodeList licences = all.getElementsByTagName("license");
              for (int i = 0; i < licences.getLength(); i++) {
                text((Element) licences.item(i), "name").ifPresent(names::add);
              }
            });
    return names;
  }

  private static Optional<Element> child(Element of, String name) {
    for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(Element of, String name) {
    return child(of, name).map(element -> element.getTextContent().strip().replaceAll("\\s+", " "));
  }

  private static Element read(Path pom) throws ImageException, IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
    } catch (SAXException | ParserConfigurationException wrong) {
      throw new ImageException(pom + " is no POM: " + wrong.getMessage(), wrong);
    }
  }
}
