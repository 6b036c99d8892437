package dev.stuckpod.operator;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo.RawDumpRef;
import dev.stuckpod.crds.v1alpha1.DumpInfoBuilder;
import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Incidents whose dump is kept: what is left to do is to explain it.
 *
 * @param folder for the packed dumps
 */
record CapturedDumps(KubernetesClient client, String namespace, Path folder) {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  void create(String name, String text) throws Exception {
    DumpAnalysis analysis =
        client
            .resource(
                YAML.unmarshal(
                    """
                    apiVersion: stuckpod.dev/v1alpha1
                    kind: DumpAnalysis
                    metadata: {name: %s, namespace: %s}
                    spec: {podName: hub, container: hub, trigger: {policy: hub-stuck, rule: frozen}}
                    """
                        .formatted(name, namespace),
                    DumpAnalysis.class))
            .create();
    Path file = folder.resolve(name + ".gz");
    PackedDump dump =
        PackedDump.write(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            file,
            Files.newOutputStream(file));
    DumpStore.Stored kept = DumpStores.of(client).keep(analysis, 0, dump);
    analysis.setStatus(
        YAML.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: DumpAnalysis
                status:
                  conditions:
                  - {type: Captured, status: "True", reason: Complete, message: "", lastTransitionTime: "2026-11-30T06:00:00Z"}
                  - {type: Analyzed, status: Unknown, reason: Pending, message: "", lastTransitionTime: "2026-11-30T06:00:00Z"}
                """,
                DumpAnalysis.class)
            .getStatus());
    analysis.setStatus(
        DumpAnalysisStatusBuilder.builder(analysis.getStatus())
            .dumps(
                List.of(
                    DumpInfoBuilder.builder()
                        .rawDumpRef(new RawDumpRef(kept.name()))
                        .method(CaptureMethod.Pprof)
                        .routines(1L)
                        .complete(true)
                        .build()))
            .build());
    client.resource(analysis).updateStatus();
  }
}
