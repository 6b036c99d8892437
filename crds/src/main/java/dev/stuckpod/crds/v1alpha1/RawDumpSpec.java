package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * One part of a raw dump, or of what was read of a load-test window's pods. Of either, exactly one
 * of dumpAnalysis and loadTestWindow is given.
 *
 * @param dumpAnalysis name of the DumpAnalysis in the same namespace that a dump is of
 * @param loadTestWindow name of the LoadTestWindow in the same namespace that readings are of
 * @param dump name shared by all parts of one dump, as in {@code status.dumps[].rawDumpRef.name};
 *     of readings, as in {@code status.readings[].name}
 * @param part number of this part, from 0
 * @param parts how many parts there are
 * @param sha256 digest of the whole dump before compression, hex
 * @param data base64 of at most 768 KiB of the gzip stream
 */
@ValidationRule(
    value = "self.part < self.parts",
    message = "parts are numbered from 0: part is less than parts",
    fieldPath = ".part")
@ValidationRule(
    value = "has(self.dumpAnalysis) != has(self.loadTestWindow)",
    message = "exactly one of dumpAnalysis and loadTestWindow is given")
@ValidationRule(
    value = "self == oldSelf",
    message = "a RawDump is what was captured and is not changed")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RawDumpSpec(
    @Nullable @Size(min = 1, max = 253) String dumpAnalysis,
    @Nullable @Size(min = 1, max = 253) String loadTestWindow,
    @Required @Size(min = 1, max = 253) String dump,
    @Required @Min(0) @Max(9999) int part,
    @Required @Min(1) @Max(10000) int parts,
    @Required @Size(min = 64, max = 64) @Pattern("^[0-9a-f]+$") String sha256,
    @Required @Size(min = 1, max = 1048576) String data) {}
