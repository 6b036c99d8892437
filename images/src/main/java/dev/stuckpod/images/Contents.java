package dev.stuckpod.images;

import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.Property;

/**
 * The list of what is in an image, in CycloneDX: what Maven says of the jars, the Debian packages
 * and the JDK.
 */
final class Contents {

  /** The names under which Debian's security team knows these packages. */
  private static final Map<String, String> SOURCES =
      Map.of("libc6", "glibc", "zlib1g", "zlib", "ca-certificates", "ca-certificates");

  private Contents() {}

  /**
   * Writes the list.
   *
   * @param tag of the image
   * @throws ImageException if a jar of the image is not in what Maven says
   */
  static void write(Parts parts, String tag, Path file) throws ImageException, IOException {
    MavenTree tree = MavenTree.read(parts.dependencies());
    var components = new ArrayList<Component>();
    for (Path jar : parts.jars()) {
      Component component = tree.component(jar.getFileName().toString());
      component.setHashes(List.of(new Hash(Hash.Algorithm.SHA_256, Sha256.of(jar))));
      components.add(component);
    }
    Component image = image(parts, tag);
    var needs = new Dependency(image.getBomRef());
    needs.addDependency(new Dependency(tree.root()));
    for (Component other : others(parts)) {
      components.add(other);
      needs.addDependency(new Dependency(other.getBomRef()));
    }
    var metadata = new Metadata();
    metadata.setTimestamp(Date.from(Layout.TIME));
    metadata.setComponent(image);
    var bom = new Bom();
    bom.setSerialNumber("urn:uuid:" + uuid(parts));
    bom.setMetadata(metadata);
    bom.setComponents(components);
    bom.addDependency(needs);
    tree.needs().forEach(bom::addDependency);
    try {
      Files.writeString(
          file, BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString() + "\n");
    } catch (GeneratorException wrong) {
      throw new ImageException(
          "The list of what is in the image could not be made: " + wrong.getMessage(), wrong);
    }
  }

  /** What is in the image and is no jar. */
  private static List<Component> others(Parts parts) {
    var others = new ArrayList<Component>();
    parts.packages().forEach(one -> others.add(debian(one, parts.debian())));
    others.add(operatingSystem(parts.debian()));
    others.add(jdk(parts.jdk()));
    return others;
  }

  private static Component image(Parts parts, String tag) {
    boolean contained = !parts.libraries().isEmpty();
    var type = contained ? Component.Type.CONTAINER : Component.Type.APPLICATION;
    String name = parts.program().name();
    Component image = component(type, "stuckpod/" + name, tag);
    image.setBomRef((contained ? "image:" : "archive:") + name);
    return image;
  }

  private static Component debian(Lock.DebianPackage one, String release) {
    Component component = component(Component.Type.LIBRARY, one.name(), one.version());
    String purl =
        "pkg:deb/debian/"
            + one.name()
            + "@"
            + encoded(one.version())
            + "?arch="
            + one.architecture()
            + "&distro=debian-"
            + release
            + "&upstream="
            + SOURCES.getOrDefault(one.name(), one.name());
    component.setPurl(purl);
    component.setBomRef(purl);
    component.addHash(new Hash(Hash.Algorithm.SHA_256, one.sha256()));
    return component;
  }

  /** Without it some scanners do not know whose packages these are. */
  private static Component operatingSystem(String release) {
    Component system = component(Component.Type.OPERATING_SYSTEM, "debian", release);
    system.setBomRef("os:debian-" + release);
    return system;
  }

  private static Component jdk(Lock.Jdk jdk) {
    String number = jdk.version().replaceFirst("^\\D*", "");
    Component component = component(Component.Type.PLATFORM, "openjdk", number);
    component.setBomRef("jdk:" + jdk.version());
    component.setPurl("pkg:generic/openjdk@" + encoded(number));
    component.setCpe(
        "cpe:2.3:a:oracle:openjdk:" + number.replaceFirst("[+-].*", "") + ":*:*:*:*:*:*:*");
    component.addProperty(new Property("stuckpod:release", jdk.version()));
    component.addProperty(new Property("stuckpod:sha256:lib/modules", jdk.modules()));
    component.addProperty(new Property("stuckpod:sha256:lib/tzdb.dat", jdk.timeZones()));
    return component;
  }

  private static Component component(Component.Type type, String name, String version) {
    var component = new Component();
    component.setType(type);
    component.setName(name);
    component.setVersion(version);
    return component;
  }

  private static UUID uuid(Parts parts) throws IOException {
    return UUID.nameUUIDFromBytes(parts.fingerprint().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String version) {
    return URLEncoder.encode(version, StandardCharsets.UTF_8).replace("%7E", "~");
  }
}
