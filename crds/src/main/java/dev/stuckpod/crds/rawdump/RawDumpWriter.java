package dev.stuckpod.crds.rawdump;

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
public final class RawDumpWriter {

  /** Of the gzip stream, before base64: what one object may carry. */
  public static final int PART_BYTES = 768 * 1024;

  private final KubernetesClient client;

  /** Writes with a client. */
  public RawDumpWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Creates the parts. A part that is already there is left as it is.
   *
   * @param gzip the dump, compressed
   * @param sha256 of the dump before compression, hex
   * @return how many parts there are
   */
  public int write(String namespace, String dumpAnalysis, String dump, Path gzip, String sha256)
      throws IOException {
    int parts = Math.toIntExact(Math.max(1, Math.ceilDiv(Files.size(gzip), (long) PART_BYTES)));
    try (InputStream bytes = Files.newInputStream(gzip)) {
      for (int part = 0; part < parts; part++) {
        String data = Base64.getEncoder().encodeToString(bytes.readNBytes(PART_BYTES));
        create(namespace, new RawDumpSpec(dumpAnalysis, dump, part, parts, sha256, data));
      }
    }
    return parts;
  }

  private void create(String namespace, RawDumpSpec spec) {
    var part = new RawDump();
    part.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(RawDumpNames.part(spec.dump(), spec.part()))
            .addToLabels(RawDump.DUMP_ANALYSIS_LABEL, RawDumpNames.label(spec.dumpAnalysis()))
            .addToLabels(RawDump.DUMP_LABEL, RawDumpNames.label(spec.dump()))
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
