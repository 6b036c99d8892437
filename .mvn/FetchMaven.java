import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Brings the Maven that {@code mvnw} runs: fetches its zip, holds it against its SHA-256 and
 * unpacks it. Stands alone, and runs on whatever Java Maven itself will run on: neither curl, unzip
 * nor sha256sum need be there.
 */
public final class FetchMaven {

  private FetchMaven() {}

  /**
   * Ends with 1 and a sentence when there is nothing to run Maven from.
   *
   * @param args the zip's address, its SHA-256 in hex, and the folder that Maven's files are to be
   *     in
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      System.err.println("mvnw: fetching " + args[0]);
      byte[] zip = get(URI.create(args[0]));
      check(zip, args[1]);
      unpack(zip, Path.of(args[2]));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      System.err.println("mvnw: cannot have Maven from " + args[0] + ": " + why);
      System.exit(1);
    }
  }

  private static byte[] get(URI address) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
    HttpResponse<byte[]> answer =
        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("it answers " + answer.statusCode());
    }
    return answer.body();
  }

  private static void check(byte[] zip, String wanted)
      throws IOException, GeneralSecurityException {
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(zip));
    if (!sum.equals(wanted)) {
      throw new IOException(
          "its SHA-256 is " + sum + ", and .mvn/wrapper/maven-wrapper.properties wants " + wanted);
    }
  }

  /** Beside its place first, so that another mvnw never runs half of it. */
  private static void unpack(byte[] zip, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    Path beside = Files.createTempDirectory(place.getParent(), "unpacking");
    try (var entries = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
      for (ZipEntry entry; (entry = entries.getNextEntry()) != null; ) {
        unpack(entry, entries, beside);
      }
    }
    Files.setAttribute(beside.resolve("bin/mvn"), "unix:mode", 0755);
    try {
      Files.move(beside, place);
    } catch (IOException taken) {
      if (!Files.isExecutable(place.resolve("bin/mvn"))) {
        throw taken;
      }
      delete(beside); // another mvnw was faster
    }
  }

  /** Leaves out the folder that the zip has everything in. */
  private static void unpack(ZipEntry entry, InputStream content, Path folder) throws IOException {
    String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("it has " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
    } else {
      Files.createDirectories(file.getParent());
      Files.copy(content, file);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
