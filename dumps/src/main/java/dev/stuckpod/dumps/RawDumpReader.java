package dev.stuckpod.dumps;

import dev.stuckpod.crds.v1alpha1.RawDump;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** Reads a dump back from its parts, one part in memory at a time. */
final class RawDumpReader {

  private final KubernetesClient client;

  /** Reads with a client. */
  RawDumpReader(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Opens a dump.
   *
   * @param dump its name
   * @throws IOException if a part is missing, with a sentence that names it
   */
  InputStream open(String namespace, String dump) throws IOException {
    return new GZIPInputStream(new Parts(namespace, dump));
  }

  private final class Parts extends InputStream {
    private final String namespace;
    private final String dump;
    private final int count;
    private int next = 1;
    private InputStream bytes;

    Parts(String namespace, String dump) throws IOException {
      this.namespace = namespace;
      this.dump = dump;
      RawDump first = part(0);
      this.count = first.getSpec().parts();
      this.bytes = decode(first);
    }

    private RawDump part(int number) throws IOException {
      String name = RawDumpNames.part(dump, number);
      RawDump part = client.resources(RawDump.class).inNamespace(namespace).withName(name).get();
      if (part == null) {
        throw new IOException(
            "RawDump %s/%s is missing: the dump cannot be read whole".formatted(namespace, name));
      }
      return part;
    }

    private static InputStream decode(RawDump part) throws IOException {
      try {
        return new ByteArrayInputStream(Base64.getDecoder().decode(part.getSpec().data()));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "RawDump %s/%s is damaged: the dump cannot be read whole"
                .formatted(part.getMetadata().getNamespace(), part.getMetadata().getName()),
            e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = bytes.read(buffer, offset, length);
      while (read < 0 && next < count) {
        bytes = decode(part(next++));
        read = bytes.read(buffer, offset, length);
      }
      return read;
    }
  }
}
