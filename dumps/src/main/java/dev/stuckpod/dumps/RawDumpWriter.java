package dev.stuckpod.dumps;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.RawDumpSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * Creates the parts, owned by their analysis: they are deleted with it. A part that is already
   * there is left as it is.
   *
   * @param analysis as it is at the API server
   * @param dump unique to these bytes, so that two who write it write the same
   * @param gzip the dump, compressed
   * @param sha256 of the dump before compression, hex
   */
  void write(DumpAnalysis analysis, String dump, Path gzip, String sha256) throws IOException {
    int parts = Math.toIntExact(Math.max(1, Math.ceilDiv(Files.size(gzip), (long) PART_BYTES)));
    String name = analysis.getMetadata().getName();
    try (InputStream bytes = Files.newInputStream(gzip)) {
      for (int part = 0; part < parts; part++) {
        String data = Base64.getEncoder().encodeToString(bytes.readNBytes(PART_BYTES));
        create(analysis, new RawDumpSpec(name, dump, part, parts, sha256, data));
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

  private void create(DumpAnalysis analysis, RawDumpSpec spec) {
    var part = new RawDump();
    part.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(analysis.getMetadata().getNamespace())
            .withName(RawDumpNames.part(spec.dump(), spec.part()))
            .addToLabels(RawDump.DUMP_ANALYSIS_LABEL, RawDumpNames.label(spec.dumpAnalysis()))
            .addToLabels(RawDump.DUMP_LABEL, RawDumpNames.label(spec.dump()))
            .addNewOwnerReference()
            .withApiVersion(analysis.getApiVersion())
            .withKind(analysis.getKind())
            .withName(analysis.getMetadata().getName())
            .withUid(analysis.getMetadata().getUid())
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
