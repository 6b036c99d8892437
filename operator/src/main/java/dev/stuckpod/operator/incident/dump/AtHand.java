package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.operator.incident.state.Incident;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kept dumps whose files are still in the spool, so that explaining them does not fetch them back.
 * Their files give way where room is needed, and another operator has none of them: what is not
 * here is read from the store.
 */
public class AtHand {

  private static final Logger LOG = LoggerFactory.getLogger(AtHand.class);

  /**
   * A kept dump.
   *
   * @param incident its namespace and name
   * @param name under which the store has it
   */
  private record Spared(String incident, String name, Path gzip) {}

  /** By the attempts that gave them. */
  private final Map<String, Spared> spared = new ConcurrentHashMap<>();

  /** Remembers the file of a dump that is kept, and written down as such. */
  public void add(Incident incident, String name, String attemptId, Path gzip) {
    spared.put(attemptId, new Spared(incident.namespace() + "/" + incident.name(), name, gzip));
  }

  /** The file of an attempt's dump, as long as its incident has not ended. */
  Optional<Path> of(String attemptId) {
    return Optional.ofNullable(spared.get(attemptId)).map(Spared::gzip);
  }

  /** Opens a dump, unpacked; empty where its file has given way. */
  Optional<InputStream> open(String namespace, String name) {
    return spared.values().stream()
        .filter(one -> isOf(one, namespace) && one.name().equals(name))
        .findFirst()
        .flatMap(AtHand::read);
  }

  private static Optional<InputStream> read(Spared one) {
    try {
      return Optional.of(unpacked(Files.newInputStream(one.gzip())));
    } catch (IOException e) {
      LOG.debug("{} is read from the store: {}", one.name(), e.getMessage());
      return Optional.empty();
    }
  }

  private static InputStream unpacked(InputStream file) throws IOException {
    try {
      return new Whole(new GZIPInputStream(file, 1 << 16));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Explains no half of a dump, as is done where there is nothing else: the store has it whole. */
  private static final class Whole extends FilterInputStream {
    Whole(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (EOFException | ZipException e) {
        throw new IOException("its file in the spool is damaged", e);
      }
    }
  }

  /** Does not open a dump again: what its file has given was no good. */
  void distrust(String namespace, String name) {
    spared.values().removeIf(one -> isOf(one, namespace) && one.name().equals(name));
  }

  /**
   * Forgets the dumps of an incident that has ended.
   *
   * @param incident its namespace and name
   * @return the attempts that gave them
   */
  List<String> drop(String incident) {
    List<String> attempts =
        spared.entrySet().stream()
            .filter(one -> one.getValue().incident().equals(incident))
            .map(Map.Entry::getKey)
            .toList();
    attempts.forEach(spared::remove);
    return attempts;
  }

  private static boolean isOf(Spared one, String namespace) {
    return one.incident().startsWith(namespace + "/");
  }
}
