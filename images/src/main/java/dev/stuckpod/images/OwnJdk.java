package dev.stuckpod.images;

import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Fingerprint;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The JDK that this program runs on, and from which runtimes are linked.
 *
 * @param home its folder
 * @param release what it says of itself
 * @param is it, as a lock has it
 */
record OwnJdk(Path home, String release, Lock.Jdk is) {

  private static final Pattern BLANK = Pattern.compile(" ");

  /**
   * Looks at a JDK. Reading it takes seconds, so its digests are kept until one of the files has
   * another size or time.
   *
   * @param cache where they are kept
   */
  static OwnJdk at(Path home, Path cache, Architecture architecture) throws IOException {
    Path modules = home.resolve("lib/modules");
    Path timeZones = home.resolve("lib/tzdb.dat");
    String release = Files.readString(home.resolve("release"));
    var key = new Fingerprint();
    key.add(home.toString());
    key.add(release);
    key.add(Boolean.toString(Files.exists(home.resolve("jmods"))));
    for (Path file : List.of(modules, timeZones)) {
      key.add(Files.size(file) + " " + Files.getLastModifiedTime(file));
    }
    Path kept = cache.resolve("jdk-" + key.hex().substring(0, 16));
    if (!Files.exists(kept)) {
      // its jlink takes what is in jmods, if there are any: no digest that could be pinned
      String first = Files.exists(home.resolve("jmods")) ? "jmods" : Sha256.of(modules);
      Files.writeString(kept, first + " " + Sha256.of(timeZones));
    }
    List<String> digests = BLANK.splitAsStream(Files.readString(kept)).toList();
    return new OwnJdk(
        home,
        release,
        new Lock.Jdk(architecture.image(), version(release), digests.get(0), digests.get(1)));
  }

  private static String version(String release) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(release));
    String version =
        properties.getProperty(
            "IMPLEMENTOR_VERSION", properties.getProperty("JAVA_RUNTIME_VERSION", "unknown"));
    return version.replace("\"", "");
  }

  /** Says in one sentence how it differs from the one that is pinned, if it does. */
  Optional<String> difference(Optional<Lock.Jdk> pinned) {
    if (pinned.isEmpty()) {
      return Optional.of(
          "images/images.lock has no JDK for "
              + is.architecture()
              + ": take this one into it with images/update --jdk "
              + home);
    }
    Lock.Jdk wanted = pinned.get();
    if (wanted.equals(is)) {
      return Optional.empty();
    }
    String same = wanted.version().equals(is.version()) ? ", but other files" : "";
    return Optional.of(
        "The JDK in "
            + home
            + " is "
            + is.version()
            + same
            + ", and images/images.lock has "
            + wanted.version()
            + ": set JAVA_HOME to that one, or take this one into the lock with images/update --jdk"
            + " "
            + home);
  }
}
