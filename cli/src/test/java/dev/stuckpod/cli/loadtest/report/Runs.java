package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.cli.loadtest.k6.LoadFigures;
import dev.stuckpod.cli.loadtest.k6.LoadFigures.Stretch;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfoBuilder;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.status.Explanation;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs of load tests, whose explanation is that of a real dump of the corpus. */
public final class Runs {

  private static final Path DUMP = Path.of("../corpus/dumps/go-incident.go1.26.sigquit.txt");

  static final LoadFacts LOAD =
      new LoadFacts(
          List.of("/usr/bin/k6", "run", "-e", "TOKEN=a secret", "script.js"),
          0,
          Instant.parse("2026-01-15T14:00:01Z"),
          Instant.parse("2026-01-15T14:10:02.5Z"));

  private Runs() {}

  /** Three pods: one is stuck, one was restarted, one is well. */
  static Run stuck() {
    LoadTestWindow window =
        window(
            """
            startedAt: "2026-01-15T14:00:00Z"
            loadEndedAt: "2026-01-15T14:10:03Z"
            endedAt: "2026-01-15T14:11:04Z"
            load: Ended
            result: Stuck
            sentence: "1 of 3 pods got stuck: cable-7c9f5d-x2x9p."
            pods: {watched: 3, stuck: 1, recovered: 0, restarted: 1, unknown: 0}
            watched: [cable-7c9f5d-aaaaa, cable-7c9f5d-bbbbb, cable-7c9f5d-x2x9p]
            conditions:
            - {type: Completed, status: "True", reason: Settled, message: "", lastTransitionTime: "2026-01-15T14:11:04Z"}
            - {type: Succeeded, status: "False", reason: Stuck, message: "", lastTransitionTime: "2026-01-15T14:11:04Z"}
            incidents:
            - pod: cable-7c9f5d-x2x9p
              since: "2026-01-15T14:02:11Z"
              noticedBy: locks
              noticedAt: "2026-01-15T14:02:22Z"
              dumpAnalysis: cable-7c9f5d-x2x9p-0123456789
              verdict: Deadlock
              confidence: Strong
              cause: "RWMutex (*Hub)+0x68 is read-held by broadcastToStream (hub.go:354)"
            notes:
            - {pod: cable-7c9f5d-bbbbb, reason: OOMKilled, message: "Its container was killed for its memory and started again.", at: "2026-01-15T14:05:00Z"}
            """);
    var figures =
        new LoadFigures(
            new Stretch(120_000, 0.31, 30_012.0),
            new Stretch(26_000, 0.0004, 12.4),
            new Stretch(94_000, 0.395, 30_015.0));
    return new Run("shop", window, LOAD, null, List.of("cable-7c9f5d-x2x9p"), explained(), figures);
  }

  /** An analysis as an operator writes it, of a dump that was taken at 14:02:23. */
  static Map<String, DumpAnalysis> explained() {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder()
            .withName("cable-7c9f5d-x2x9p-0123456789")
            .withNamespace("shop")
            .build());
    try (InputStream dump = dump()) {
      analysis.setStatus(
          Explanation.add(
              DumpAnalysisStatusBuilder.builder()
                  .dumps(
                      List.of(
                          DumpInfoBuilder.builder()
                              .method(CaptureMethod.ProcMem)
                              .takenAt("2026-01-15T14:02:23Z")
                              .complete(true)
                              .build()))
                  .build(),
              Analyzer.analyze(dump),
              Explanation.MOST));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (dev.stuckpod.analysis.NotADumpException none) {
      throw new IllegalStateException(none);
    }
    return Map.of(analysis.getMetadata().getName(), analysis);
  }

  /** The corpus' own dump, as if its program were a module of somebody's. */
  private static InputStream dump() throws IOException {
    String text = Files.readString(DUMP);
    return new ByteArrayInputStream(
        text.replace("\tstuckpod.dev/corpus/", "\tgithub.com/owner/hub@v1.2.3/")
            .getBytes(StandardCharsets.UTF_8));
  }

  /** A run of a window with a status, whose end was seen. */
  static Run of(String status) {
    return new Run("shop", window(status), LOAD, null, List.of(), Map.of(), null);
  }

  /** A run that was given up. */
  static Run givenUp(@Nullable String status, String trouble) {
    LoadTestWindow window = status == null ? null : window(status);
    return new Run("shop", window, LOAD, trouble, List.of("a", "b"), Map.of(), null);
  }

  /** A window with a status. */
  public static LoadTestWindow window(String status) {
    var window =
        Serialization.unmarshal(
            """
            apiVersion: stuckpod.dev/v1alpha1
            kind: LoadTestWindow
            metadata: {name: loadtest-0123456789, namespace: shop}
            spec:
              selector: {matchLabels: {app: cable}}
            status:
            """
                + status.indent(2),
            LoadTestWindow.class);
    return window;
  }
}
