package dev.stuckpod.operator.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

/** Whoever is in a sidecar's place may send what he likes. */
class UnpackingTest {

  private static final int MIB = 1 << 20;

  @Test
  void unpacksTwentyThousandEqualGoroutines() throws IOException {
    var dump = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      dump.append("goroutine ").append(i).append(" [chan receive, 12 minutes]:\n");
      dump.append("main.worker(0xc000012030)\n\t/src/app/main.go:120 +0x3a\n".repeat(18));
    }
    byte[] bytes = dump.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(bytes).hasSizeGreaterThan(16 * MIB);

    var unpacking = new Unpacking(new ByteArrayInputStream(gzip(bytes)));

    assertThat(unpacking.transferTo(OutputStream.nullOutputStream())).isEqualTo(bytes.length);
    assertThat(unpacking.cut()).isNull();
  }

  @Test
  void endsWhereABombBegins() throws IOException {
    var unpacking = new Unpacking(new ByteArrayInputStream(gzip(new byte[64 * MIB])));

    assertThat(unpacking.transferTo(OutputStream.nullOutputStream())).isLessThan(24L * MIB);
    assertThat(unpacking.cut()).contains("unpacks to more than 300 times its size");
  }

  @Test
  void saysThatWhatIsCutIsBroken() throws IOException {
    byte[] whole = gzip(new byte[MIB]);
    var cut = new Unpacking(new ByteArrayInputStream(whole, 0, whole.length / 2));

    assertThatThrownBy(() -> cut.transferTo(OutputStream.nullOutputStream()))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new Unpacking(new ByteArrayInputStream(new byte[] {1, 2, 3, 4})))
        .isInstanceOfAny(ZipException.class, EOFException.class);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
