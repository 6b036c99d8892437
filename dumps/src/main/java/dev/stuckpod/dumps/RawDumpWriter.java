package dev.stuckpod.dumps;

import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.RawDumpSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.util.Base64;

/** Cuts a gzip file into RawDump objects. Written again after a crash, it goes on where it was. */
final class RawDumpWriter {

  /** Of the gzip stream, before base64: what one object may carry. */
  private static final int PART_BYTES = 768 * 1024;

  /** What a part has beside its data. */
  private static final long BESIDE = 1024;

  private final KubernetesClient client;

  /** Writes with a client. */
  RawDumpWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Creates the parts, owned by what they are of: they are deleted with it. A part that is already
   * there is left as it is.
   *
   * @param owner as it is at the API server
   * @param dump unique to these bytes, so that two who write it write the same
   */
  void write(Owner owner, String dump, PackedDump packed) throws IOException {
    int parts =
        Math.toIntExact(Math.max(1, Math.ceilDiv(Files.size(packed.gzip()), (long) PART_BYTES)));
    try (InputStream bytes = Files.newInputStream(packed.gzip())) {
      for (int part = 0; part < parts; part++) {
        String data = Base64.getEncoder().encodeToString(bytes.readNBytes(PART_BYTES));
        create(owner, owner.part(dump, part, parts, packed.sha256(), data));
      }
    }
  }

  /**
   * How many bytes the parts of a dump take at the API server, about.
   *
   * @param bytes of it, compressed
   */
  static long storedBytes(long bytes) {
    return Math.ceilDiv(bytes, 3L) * 4 + Math.ceilDiv(bytes, (long) PART_BYTES) * BESIDE;
  }

  private void create(Owner owner, RawDumpSpec spec) {
    var part = new RawDump();
    HasMetadata whose = owner.object();
    part.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(whose.getMetadata().getNamespace())
            .withName(RawDumpNames.part(spec.dump(), spec.part()))
            .addToLabels(owner.label(), RawDumpNames.label(whose.getMetadata().getName()))
            .addToLabels(RawDump.DUMP_LABEL, RawDumpNames.label(spec.dump()))
            .addNewOwnerReference()
            .withApiVersion(whose.getApiVersion())
            .withKind(whose.getKind())
            .withName(whose.getMetadata().getName())
            .withUid(whose.getMetadata().getUid())
            .endOwnerReference()
            .build());
    part.setSpec(spec);
    try {
      client.resource(part).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }
}
