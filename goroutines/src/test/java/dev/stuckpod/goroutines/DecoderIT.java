package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.code.x86.Address;
import dev.stuckpod.goroutines.code.x86.Decoder;
import dev.stuckpod.goroutines.code.x86.Instruction;
import dev.stuckpod.goroutines.code.x86.Operands;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every instruction of whole programs is decoded as objdump does: its length, what it has in
 * memory, where it jumps. {@code -Dgo.versions=all} takes the go command of every version, {@code
 * -Dgo.versions=1.20.14,1.21.13} of some.
 */
class DecoderIT {

  private static final List<String> ALL =
      List.of(
          "1.19.13", "1.20.14", "1.21.13", "1.22.12", "1.23.12", "1.24.13", "1.25.7", "1.26.8",
          "1.27.0");

  /** One line per program: for goroutines/matrix. */
  private static final Path RESULT = Path.of("target/decoder.txt");

  private static final Pattern LINE = Pattern.compile(" *([0-9a-f]+):\t([0-9a-f ]+?) *\t(.*)");
  private static final Pattern COMMENT = Pattern.compile("# ([0-9a-f]+)\\b");
  private static final Pattern TARGET =
      Pattern.compile("(?:call|jmp|j[a-z]+) +(?:0x)?([0-9a-f]+)\\b");

  static Stream<Arguments> programs() {
    String versions = System.getProperty("go.versions", "");
    List<String> chosen =
        versions.isEmpty()
            ? List.of(GoProgram.LOCAL)
            : versions.equals("all") ? ALL : List.of(versions.split(","));
    List<String> levels = versions.isEmpty() ? List.of("v3") : List.of("v3", "v4");
    return chosen.stream()
        .flatMap(
            version ->
                Stream.concat(
                    Stream.of(Arguments.of(version, "go")),
                    levels.stream().map(level -> Arguments.of(version, level))));
  }

  @ParameterizedTest(name = "Go {0} {1}")
  @MethodSource("programs")
  void decodesAsObjdumpDoes(String version, String what) throws Exception {
    Path program =
        what.equals("go")
            ? GoProgram.goCommand(version)
            : GoProgram.build(
                "waiting", version, what.equals("v3") ? Build.AMD64_V3 : Build.AMD64_V4);
    long[] counts = new long[3];
    Process objdump =
        new ProcessBuilder("objdump", "-d", "-w", program.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = objdump.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher m = LINE.matcher(line);
        if (m.matches() && !m.group(3).contains("(bad)")) {
          compare(Long.parseUnsignedLong(m.group(1), 16), m.group(2), m.group(3), counts);
        }
      }
    }
    assertThat(objdump.waitFor()).isZero();
    assertThat(counts[0]).isGreaterThan(100_000);
    Files.writeString(
        RESULT,
        version
            + " "
            + what
            + ": "
            + counts[0]
            + " instructions, "
            + counts[1]
            + " in memory, "
            + counts[2]
            + " targets\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static void compare(long pc, String hex, String text, long[] counts) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] code = Arrays.copyOf(bytes, bytes.length + 16);
    Instruction x = new Decoder(code, code.length, pc).at(0);
    counts[0]++;
    if (x == null || x.length() != bytes.length) {
      throw new AssertionError(differs(pc, hex, text, x));
    }
    Address a = x.memory();
    if (a != null && x.map() % Instruction.VECTOR < 4) {
      counts[1]++;
      if (!hasAddress(text, x, a)) {
        throw new AssertionError(differs(pc, hex, text, x));
      }
    }
    Matcher target = TARGET.matcher(text);
    if (x.isCall() || x.isJump() || x.isBranch()) {
      counts[2]++;
      if (!target.find() || Long.parseUnsignedLong(target.group(1), 16) != x.target()) {
        throw new AssertionError(differs(pc, hex, text, x));
      }
    }
  }

  private static boolean hasAddress(String text, Instruction x, Address a) {
    if (a.base() < 0 && a.index() < 0) {
      Matcher comment = COMMENT.matcher(text);
      return comment.find()
          ? Long.parseUnsignedLong(comment.group(1), 16) == a.displacement()
          : text.contains("0x" + Long.toHexString(a.displacement()));
    }
    boolean vectorIndex = text.contains("mm") && text.matches(".*\\([^)]*%[xyz]mm.*");
    return vectorIndex || text.contains(Operands.atAndT(a, !x.has(Instruction.STRANGE_ADDRESS)));
  }

  private static String differs(long pc, String hex, String text, @Nullable Instruction x) {
    return Long.toHexString(pc) + ": " + hex + " is " + text + " but was decoded as " + x;
  }
}
