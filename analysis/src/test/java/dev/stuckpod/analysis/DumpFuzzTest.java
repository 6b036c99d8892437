package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stuckpod.analysis.report.Analysis;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form of dump, in every wrapping, changed by a fuzzer that looks for new paths through the
 * code. In a normal build only the seeds and what was ever found run; {@code analysis/fuzz} looks
 * for more.
 */
class DumpFuzzTest {
  private static final Path FORMS = Path.of("src/test/resources/forms");
  private static final List<Pipelines.Pipeline> PIPELINES = List.copyOf(Pipelines.ALL.values());

  /** The line with which a form begins; before it, it is not known how a pipeline wraps. */
  private static final Pattern FIRST =
      Pattern.compile(
          "goroutine \\d+ \\[[a-zA-Z ]+]:|goroutine(leak)? profile: total \\d+|SIGQUIT: quit"
              + "|Full thread dump .*|#\\d+ \".*\"|\"threadDump\": \\{");

  /** A line of a changed dump that looks wrapped itself. */
  private static final Pattern WRAPPED =
      Pattern.compile(
          "[{\\dA-Z\"#].*(goroutine|Full thread|SIGQUIT|threadDump).*|.*=\".*|.*\\s(goroutine"
              + " \\d.*:|SIGQUIT: quit.*|Full thread dump .*|#\\d+"
              + " \".*)|\\d{4}[-/]\\d\\d[-/]\\d\\d[T ].*");

  @MethodSource("dumpsInPipelines")
  @FuzzTest(maxDuration = "60m")
  void anyInputIsExplainedOrRefused(byte[] input) throws IOException {
    DumpInvariants.hold(input);
  }

  @MethodSource("pipelinesAndDumps")
  @FuzzTest(maxDuration = "60m")
  void wrappingADumpChangesNothing(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    List<String> lines = plainLines(Arrays.copyOfRange(input, 1, input.length));
    Analysis plain = analyze(String.join("\n", lines) + "\n");
    if (lines.isEmpty() || plain == null) {
      return;
    }
    String wrapped = PIPELINES.get((input[0] & 0xff) % PIPELINES.size()).write(lines) + "\n";

    Analysis unwrapped = analyze(wrapped);

    assertThat(unwrapped).isNotNull();
    assertThat(unwrapped.summary()).isEqualTo(plain.summary());
    assertThat(unwrapped.stacks()).isEqualTo(plain.stacks());
    assertThat(unwrapped.findings()).isEqualTo(plain.findings());
    assertThat(unwrapped.complete()).isEqualTo(plain.complete());
  }

  private static @Nullable Analysis analyze(String text) throws IOException {
    return DumpInvariants.analyze(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Gives the printable lines from the first of a dump on; none when a line looks wrapped. */
  private static List<String> plainLines(byte[] input) {
    List<String> lines = new ArrayList<>();
    String text = new String(input, StandardCharsets.ISO_8859_1).replaceAll("[^\\n\\t -~]", "");
    for (String line : text.split("\n")) {
      if (lines.isEmpty() ? FIRST.matcher(line).matches() : true) {
        lines.add(line);
      }
    }
    boolean alike = lines.stream().skip(1).anyMatch(line -> WRAPPED.matcher(line).matches());
    return alike ? List.of() : lines;
  }

  static Stream<byte[]> dumpsInPipelines() {
    return forms()
        .flatMap(
            dump ->
                Stream.concat(
                    Stream.of(dump, gzip(dump), joined(gzip(dump), gzip(dump))),
                    PIPELINES.stream()
                        .map(p -> p.write(lines(dump)).getBytes(StandardCharsets.UTF_8))));
  }

  static Stream<byte[]> pipelinesAndDumps() {
    return forms()
        .flatMap(
            dump ->
                IntStream.range(0, PIPELINES.size())
                    .mapToObj(
                        i -> {
                          byte[] seed = new byte[dump.length + 1];
                          seed[0] = (byte) i;
                          System.arraycopy(dump, 0, seed, 1, dump.length);
                          return seed;
                        }));
  }

  private static List<String> lines(byte[] dump) {
    return new String(dump, StandardCharsets.UTF_8).lines().toList();
  }

  private static Stream<byte[]> forms() {
    try (Stream<Path> files = Files.list(FORMS)) {
      List<byte[]> forms = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        forms.add(Files.readAllBytes(file));
      }
      return forms.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] gzip(byte[] dump) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(dump);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
