package dev.stuckpod.operator.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.incident.port.Rescued.Rescue;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.Reason;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is fetched of sidecars that are about to go, and what becomes of it. */
class RescuesTest {

  private static final String AT = "2026-01-15T12:00:00Z";
  private static final String DUMP = "goroutine 1 [sync.Mutex.Lock]:\nmain.main()\n";
  private static final KeptDump KEPT =
      new KeptDump("kept", CaptureMethod.ProcMem, "a", 7, 8, AT, 1, "1 waits");
  private static final PodView POD =
      PodView.of(
          new PodBuilder()
              .withNewMetadata()
              .withNamespace("shop")
              .withName("hub")
              .withUid("uid")
              .endMetadata()
              .build());

  @TempDir Path folder;
  private Spool spool;
  private Rescues rescues;

  @BeforeEach
  void anEmptySpool() {
    spool = new Spool(folder, 64 << 20, Disk.REAL);
    rescues = new Rescues(spool, _ -> true);
  }

  @Test
  void whatWasFoundIsHereBeforeItsIncident() throws Exception {
    rescues.fetch(POD, new Sidecar(AttemptResult.State.Done, gzip(DUMP)), KEPT);

    Rescue rescue = rescues.of("shop", "uid", "a").orElseThrow();

    assertThat(rescue.told()).isEqualTo(KEPT);
    assertThat(rescue.result().message()).isEqualTo("Read from memory");
    assertThat(rescue.problems()).isEmpty();
    try (var text = new GZIPInputStream(Files.newInputStream(rescue.file().gzip()))) {
      assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(DUMP);
    }
    assertThat(rescues.of("shop", "uid", "a")).as("until its attempt is forgotten").isPresent();
    spool.forget("kept");
    assertThat(rescues.of("shop", "uid", "a")).isEmpty();
  }

  @Test
  void itIsOfNoOtherContainerPodOrNamespace() throws Exception {
    rescues.fetch(POD, new Sidecar(AttemptResult.State.Done, gzip(DUMP)), KEPT);
    assertThat(rescues.of("shop", "uid", "b")).isEmpty();
    assertThat(rescues.of("shop", "other", "a")).isEmpty();
    assertThat(rescues.of("other", "uid", "a")).isEmpty();
  }

  @Test
  void whatNobodyAsksForIsForgottenAsMoreComes() throws Exception {
    for (int i = 0; i < 300; i++) {
      String id = "kept-" + i;
      var kept = new KeptDump(id, CaptureMethod.ProcMem, id, 7, 8, AT, 1, "1 waits");
      rescues.fetch(POD, new Sidecar(AttemptResult.State.Done, gzip(DUMP)), kept);
    }
    assertThat(rescues.of("shop", "uid", "kept-0")).isEmpty();
    assertThat(rescues.of("shop", "uid", "kept-299")).isPresent();
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(256);
    }
  }

  @Test
  void itGivesWayToWhatIsCaptured() throws Exception {
    rescues.fetch(POD, new Sidecar(AttemptResult.State.Done, gzip(DUMP)), KEPT);
    for (int i = 0; i < Spool.SHARES; i++) {
      try (var out = spool.write(spool.file("captured-" + i, "gz"))) {
        out.write(new byte[8 << 20]);
      }
    }
    assertThat(rescues.of("shop", "uid", "a")).isEmpty();
  }

  /** Whoever is in a sidecar's place may give it any name. */
  @Test
  void anAttemptThatIsUnderWayIsNotOverwritten() throws Exception {
    Path other = spool.file("kept", "gz");
    try (var out = spool.write(other)) {
      out.write('x');
    }
    rescues.fetch(POD, new Sidecar(AttemptResult.State.Done, gzip(DUMP)), KEPT);
    assertThat(other).hasContent("x");
    assertThat(rescues.of("shop", "uid", "a")).isEmpty();
  }

  @Test
  void nothingIsFetchedOfAPodThatNobodyWatches() throws Exception {
    new Rescues(spool, _ -> false)
        .fetch(POD, new Sidecar(AttemptResult.State.Done, gzip(DUMP)), KEPT);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatCannotBeHadIsLeftToTheIncident() throws Exception {
    rescues.fetch(POD, new Sidecar(AttemptResult.State.Failed, gzip(DUMP)), KEPT);
    rescues.fetch(POD, new Sidecar(AttemptResult.State.Done, new byte[] {1, 2, 3}), KEPT);
    rescues.fetch(POD, new Sidecar(AttemptResult.State.Done, null), KEPT);
    assertThat(rescues.of("shop", "uid", "a")).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(spool.isInUse("kept")).isFalse();
  }

  private static byte[] gzip(String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /** One that has a dump, or whose connection breaks. */
  private static final class Sidecar implements Rescues.Keeper {

    private final AttemptResult.State state;
    private final byte @Nullable [] dump;

    Sidecar(AttemptResult.State state, byte @Nullable [] dump) {
      this.state = state;
      this.dump = dump;
    }

    @Override
    public Optional<AttemptResult> result(String attemptId) {
      return Optional.of(
          new AttemptResult(
              attemptId,
              state,
              CaptureMethod.ProcMem,
              Reason.DumpTaken,
              "Read from memory",
              AT,
              AT,
              null));
    }

    @Override
    public Optional<PackedDump> dump(
        String attemptId, Duration within, SidecarClient.Body<PackedDump> reader)
        throws SidecarException, IOException {
      if (dump == null) {
        throw new SidecarException(CapturedReason.SidecarUnreachable, true, "gone");
      }
      try (InputStream in = new ByteArrayInputStream(dump)) {
        return Optional.of(reader.read(in));
      }
    }
  }
}
