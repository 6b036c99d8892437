package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.rawdump.RawDumpNames;
import dev.stuckpod.crds.rawdump.RawDumpReader;
import dev.stuckpod.crds.rawdump.RawDumpWriter;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.operator.publish.DumpFile;
import dev.stuckpod.operator.retention.Shelf;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps dumps in RawDump parts, two dumps at a time: a part takes several megabytes of memory while
 * it is sent.
 */
final class RawDumpStore implements DumpStore {

  private static final int AT_ONCE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(RawDumpStore.class);

  private final KubernetesClient client;
  private final Shelf shelf;
  private final Semaphore sending = new Semaphore(AT_ONCE, true);

  /**
   * Keeps them with a client.
   *
   * @param shelf has the room
   */
  RawDumpStore(KubernetesClient client, Shelf shelf) {
    this.client = client;
    this.shelf = shelf;
  }

  @Override
  public Stored keep(DumpAnalysis analysis, int index, DumpFile file) throws Trouble {
    sending.acquireUninterruptibly();
    try {
      String dump = name(analysis, index, file);
      long bytes = RawDumpWriter.storedBytes(file.gzip());
      Optional<String> full = shelf.makeRoom(analysis, dump, bytes);
      if (full.isPresent()) {
        throw new Trouble(new Failure.ShelfFull(full.get()));
      }
      new RawDumpWriter(client).write(analysis, dump, file.gzip(), file.sha256());
      return new Stored(dump, bytes);
    } catch (IOException e) {
      throw new Trouble(
          new Failure.NoRoom("The operator's spool cannot be read: " + e.getMessage()), e);
    } catch (KubernetesClientException e) {
      throw new Trouble(new Failure.NotKept("The dump could not be kept: " + e.getMessage()), e);
    } finally {
      sending.release();
    }
  }

  @Override
  public InputStream open(String namespace, String dump) throws Trouble {
    try {
      return new Translating(new RawDumpReader(client).open(namespace, dump));
    } catch (IOException e) {
      throw new Trouble(new Failure.Unreadable(String.valueOf(e.getMessage())), e);
    } catch (KubernetesClientException e) {
      throw KubernetesAnalyses.trouble(e);
    }
  }

  @Override
  public void forget(DumpAnalysis analysis, int index, DumpFile file) {
    try {
      String dump = name(analysis, index, file);
      shelf.release(dump);
      client
          .resources(RawDump.class)
          .inNamespace(analysis.getMetadata().getNamespace())
          .withLabel(RawDump.DUMP_LABEL, RawDumpNames.label(dump))
          .delete();
    } catch (IOException | KubernetesClientException e) {
      LOG.info(
          "Parts of a dump of {} are left until it is deleted: {}",
          analysis.getMetadata().getName(),
          e.getMessage());
    }
  }

  private static String name(DumpAnalysis analysis, int index, DumpFile file) throws IOException {
    return RawDumpNames.dump(analysis.getMetadata().getName(), index, digest(file.gzip()));
  }

  private static String digest(Path file) throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * An API server that fails in the middle of a dump is told from a part that is missing. Whoever
   * may create RawDumps may create others than ours: no more is read than is kept.
   */
  private static final class Translating extends FilterInputStream {
    private long left = DumpFile.LARGEST + (1 << 20);

    Translating(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (KubernetesClientException e) {
        throw new TroubledStream(KubernetesAnalyses.trouble(e));
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int read = super.read(buffer, offset, length);
        left -= Math.max(0, read);
        if (left < 0) {
          throw new IOException("it is larger than any that is kept");
        }
        return read;
      } catch (KubernetesClientException e) {
        throw new TroubledStream(KubernetesAnalyses.trouble(e));
      }
    }
  }
}
