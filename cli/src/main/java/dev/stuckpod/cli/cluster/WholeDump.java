package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.KeptReadings;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.protocol.Sha256;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dump as it was taken, brought from where it is kept. */
public final class WholeDump {

  private WholeDump() {}

  /** The dumps that an analysis tells of. */
  public static List<DumpInfo> of(DumpAnalysis analysis) {
    return analysis.getStatus() == null || analysis.getStatus().dumps() == null
        ? List.of()
        : analysis.getStatus().dumps();
  }

  /**
   * Finds a dump of an analysis.
   *
   * @param name of the DumpAnalysis, in the client's namespace
   * @param sample which of several, from 0
   * @throws CommandException if there is none
   */
  public static DumpInfo find(KubernetesClient client, String name, int sample)
      throws CommandException {
    List<DumpInfo> dumps = all(client, name);
    if (sample < 0 || sample >= dumps.size()) {
      throw new CommandException(
          dumps.isEmpty()
              ? name + " has no dump; see why: kubectl describe dumpanalysis " + name
              : name + " has " + dumps.size() + " dump(s), numbered from 0");
    }
    return dumps.get(sample);
  }

  /**
   * Gives the dumps of an analysis.
   *
   * @param name of the DumpAnalysis, in the client's namespace
   * @throws CommandException if there is no such analysis
   */
  public static List<DumpInfo> all(KubernetesClient client, String name) throws CommandException {
    return of(analysis(client, name));
  }

  /**
   * Gives an analysis.
   *
   * @param named its name in the client's namespace, alone or as {@code dumpanalysis/NAME}
   * @throws CommandException if there is none
   */
  public static DumpAnalysis analysis(KubernetesClient client, String named)
      throws CommandException {
    String name = ObjectName.of(named, "dumpanalysis", "dumpanalyses");
    DumpAnalysis analysis = client.resources(DumpAnalysis.class).withName(name).get();
    if (analysis == null) {
      throw missing(name, client.getNamespace());
    }
    return analysis;
  }

  /**
   * Gives an analysis likewise.
   *
   * @throws CommandException if there is none
   */
  public static DumpAnalysis analysis(Line line, String named) throws CommandException {
    LateKinds.everywhere();
    return Serialization.unmarshal(text(line, named), DumpAnalysis.class);
  }

  /**
   * Gives of an analysis what a person is shown, sooner.
   *
   * @throws CommandException if there is none
   */
  public static DumpAnalysis shown(Line line, String named) throws CommandException {
    try {
      return ShownAnalysis.read(text(line, named));
    } catch (IOException failed) {
      throw KubernetesClientException.launderThrowable(failed);
    }
  }

  private static String text(Line line, String named) throws CommandException {
    String name = ObjectName.of(named, "dumpanalysis", "dumpanalyses");
    String path = Line.analyses(line.namespace()) + "/" + Line.encoded(name);
    try {
      return line.get(path, "application/json");
    } catch (KubernetesClientException failed) {
      if (failed.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw missing(name, line.namespace());
      }
      throw failed;
    }
  }

  /** Has what an analysis is shown by loaded. */
  static void rehearse() {
    try {
      ShownAnalysis.read("{\"metadata\":{},\"spec\":{},\"status\":{}}");
    } catch (IOException untold) {
      return; // whoever reads one has the same trouble, and tells of it
    }
  }

  private static CommandException missing(String name, String namespace) {
    return new CommandException(
        "There is no DumpAnalysis '" + name + "' in namespace " + namespace);
  }

  /**
   * Writes the dump, then compares its digest with the one taken when it was captured.
   *
   * @throws CommandException if it was not kept, or is damaged; then it was written all the same
   * @throws IOException if it cannot be read or written
   */
  public static void write(DumpInfo dump, KubernetesClient client, OutputStream out)
      throws CommandException, IOException {
    if (dump.rawDumpRef() == null) {
      throw new CommandException("The bytes of this dump were not kept");
    }
    write(dump.rawDumpRef().name(), dump.sha256(), client, out);
  }

  /**
   * Writes readings of a window likewise.
   *
   * @throws CommandException if they are damaged; then they were written all the same
   * @throws IOException if they cannot be read or written
   */
  public static void write(KeptReadings readings, KubernetesClient client, OutputStream out)
      throws CommandException, IOException {
    write(readings.name(), readings.sha256(), client, out);
  }

  private static void write(
      String name, @Nullable String sha256, KubernetesClient client, OutputStream out)
      throws CommandException, IOException {
    MessageDigest digest = Sha256.begin();
    try (InputStream parts = DumpStores.of(client).open(client.getNamespace(), name)) {
      new DigestInputStream(parts, digest).transferTo(out);
    }
    out.flush();
    String found = Sha256.hex(digest);
    if (sha256 != null && !sha256.equals(found)) {
      throw new CommandException(
          "The dump is damaged: its SHA-256 is " + found + ", captured was " + sha256);
    }
  }
}
