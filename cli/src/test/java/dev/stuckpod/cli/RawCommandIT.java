package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfo.RawDumpRef;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@WithApiServer
class RawCommandIT {

  private static final String NAMESPACE = "raw-command";

  private final KubernetesClient client;
  private final byte[] dump = new byte[2_000_000];

  @TempDir private Path folder = Path.of("");

  RawCommandIT(KubernetesClient server) {
    client = Namespaces.client(server, NAMESPACE);
    new Random(7).nextBytes(dump); // does not compress: several parts
  }

  @BeforeEach
  void openNamespace() {
    Namespaces.apply(client, NAMESPACE);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void joinsAllPartsOfADump() throws Exception {
    keep("whole", sha256(dump));

    var out = new ByteArrayOutputStream();
    command("whole").write(client, out);

    assertThat(out.toByteArray()).isEqualTo(dump);
  }

  @Test
  void saysThatADumpIsDamaged() throws Exception {
    keep("damaged", sha256(new byte[0]));

    assertThatThrownBy(() -> command("damaged").write(client, new ByteArrayOutputStream()))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("The dump is damaged: its SHA-256 is " + sha256(dump));
  }

  @Test
  void saysThatThereIsNoSuchAnalysis() {
    assertThatThrownBy(() -> command("nobody").write(client, new ByteArrayOutputStream()))
        .hasMessage("There is no DumpAnalysis 'nobody' in namespace " + NAMESPACE);
  }

  @Test
  void saysWhereToSeeWhyThereIsNoDump() {
    analysis("empty");

    assertThatThrownBy(() -> command("empty").write(client, new ByteArrayOutputStream()))
        .hasMessage("empty has no dump; see why: kubectl describe dumpanalysis empty");
  }

  private static RawCommand command(String name) {
    var command = new RawCommand();
    new CommandLine(command).parseArgs(name);
    return command;
  }

  private DumpAnalysis analysis(String name) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    analysis.setSpec(new DumpAnalysisSpec("pod", null, null, null, null, null, null, null, null));
    return client.resource(analysis).create();
  }

  private void keep(String name, String sha256) throws IOException {
    DumpAnalysis analysis = analysis(name);
    Path gzip = folder.resolve("dump.gz");
    var packed =
        PackedDump.write(new ByteArrayInputStream(dump), gzip, Files.newOutputStream(gzip));
    String kept = DumpStores.of(client).keep(analysis, 0, packed).name();
    var info =
        new DumpInfo(
            new RawDumpRef(kept),
            CaptureMethod.SigQuit,
            null,
            sha256,
            (long) dump.length,
            null,
            null,
            true,
            null);
    analysis.setStatus(DumpAnalysisStatusBuilder.builder().dumps(List.of(info)).build());
    client.resource(analysis).updateStatus();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
