package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One dump that was taken.
 *
 * @param rawDumpRef its bytes, in RawDump parts
 * @param method how it was taken
 * @param takenAt RFC 3339
 * @param sha256 of the dump before compression, hex
 * @param bytes before compression
 * @param lines of text
 * @param routines goroutines or threads read
 * @param complete its end was seen and it has no gap
 * @param problems what is missing, else absent
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DumpInfo(
    @Nullable RawDumpRef rawDumpRef,
    CaptureMethod method,
    @Nullable @Size(max = 40) String takenAt,
    @Nullable @Size(max = 64) String sha256,
    @Nullable Long bytes,
    @Nullable Long lines,
    @Nullable Long routines,
    @Nullable Boolean complete,
    @Nullable @Size(max = 32) List<@Size(max = 512) String> problems) {

  /**
   * Names a raw dump.
   *
   * @param name the value of the label {@code stuckpod.dev/dump} on its parts
   */
  public record RawDumpRef(@Size(max = 253) String name) {}
}
