package dev.stuckpod.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.cluster.Person;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfo.RawDumpRef;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Sha256;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps that a cluster keeps, looked into by the name of their analysis. */
@WithApiServer
class ClusterDumpsIT {

  private static final String NAMESPACE = "cluster-dumps";

  private final KubernetesClient client;
  private final ApiServer server;

  @TempDir private Path folder = Path.of("");

  ClusterDumpsIT(KubernetesClient server, ApiServer where) {
    this.client = Namespaces.client(server, NAMESPACE);
    this.server = where;
  }

  @Test
  void allDumpsOfAnAnalysisOrOneAreOpenedByItsName() throws Exception {
    Namespaces.apply(client, NAMESPACE);
    keep("hub", "go-incident.go1.26.memory.txt", "go-idle.go1.26.memory.txt");
    try (var person = Person.of(server, NAMESPACE, folder)) {
      assertThat(person.types("explore", "hub", "--", "whos")).isZero();
      assertThat(person.sees()).contains("a (41), b (14)");

      assertThat(person.types("explore", "dumpanalysis/hub:1", "--", "verdict")).isZero();
      assertThat(person.sees()).contains("NothingFound");

      assertThat(person.types("explore", "nobody", "--", "verdict")).isNotZero();
      assertThat(person.isTold())
          .contains("There is no DumpAnalysis 'nobody' in namespace " + NAMESPACE);
    }
  }

  private void keep(String name, String... files) throws Exception {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    analysis.setSpec(new DumpAnalysisSpec("pod", null, null, null, null, null, null, null, null));
    DumpAnalysis made = client.resource(analysis).create();
    List<DumpInfo> dumps = new ArrayList<>();
    for (String file : files) {
      byte[] dump = Files.readAllBytes(Repository.root().resolve("corpus/dumps").resolve(file));
      Path gzip = folder.resolve(file + ".gz");
      var packed =
          PackedDump.write(new ByteArrayInputStream(dump), gzip, Files.newOutputStream(gzip));
      MessageDigest digest = Sha256.begin();
      digest.update(dump);
      dumps.add(
          new DumpInfo(
              new RawDumpRef(DumpStores.of(client).keep(made, dumps.size(), packed).name()),
              CaptureMethod.ProcMem,
              null,
              Sha256.hex(digest),
              (long) dump.length,
              null,
              null,
              true,
              null));
    }
    made.setStatus(DumpAnalysisStatusBuilder.builder().dumps(dumps).build());
    client.resource(made).updateStatus();
  }
}
