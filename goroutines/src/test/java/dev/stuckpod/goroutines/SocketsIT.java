package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** At which socket a goroutine waits is what the program knows that has made them. */
class SocketsIT {

  private static final String LINE = "\t# at socket: ";

  static Stream<Arguments> programs() {
    String versions = System.getProperty("go.versions", "");
    Stream<String> all =
        versions.isEmpty()
            ? Stream.of("1.19.13", "1.22.12", GoProgram.LOCAL)
            : TruthIT.programs().map(a -> (String) a.get()[0]).distinct();
    return Stream.concat(
        all.map(version -> Arguments.of(version, Build.STRIPPED)),
        Stream.of(
            Arguments.of("1.19.13", Build.NOT_INLINED),
            Arguments.of(GoProgram.LOCAL, Build.NOT_OPTIMISED)));
  }

  @ParameterizedTest(name = "Go {0} {1}")
  @MethodSource("programs")
  void everySocketIsToldWithItsAddresses(String version, Build build) throws Exception {
    try (GoProgram app = GoProgram.start(GoProgram.build("sockets", version, build))) {
      Map<String, String> expected = expected(app.errors());

      assertThat(expected).hasSizeGreaterThanOrEqualTo(12);
      Awaitility.await().untilAsserted(() -> assertThat(told(app.dump())).isEqualTo(expected));
    }
  }

  @Test
  void ofVeryManyAtOnePlaceSomeAreTold() throws Exception {
    Path program = GoProgram.build("sockets", GoProgram.LOCAL, Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program, "1200")) {
      Map<String, String> others = expected(app.errors());

      // who is met before he has come to rest is looked up twice
      Awaitility.await()
          .untilAsserted(
              () -> {
                String dump = app.dump();
                assertThat(alike(dump)).hasSize(1200);
                assertThat(alike(dump))
                    .filteredOn(block -> block.contains(LINE))
                    .hasSizeBetween(500, 1000);
                assertThat(told(dump)).as("those at other places").containsAllEntriesOf(others);
              });
    }
  }

  private static List<String> alike(String dump) {
    return Blocks.of(dump).values().stream()
        .map(block -> String.join("\n", block))
        .filter(block -> block.contains("\nmain.alike("))
        .toList();
  }

  /** What the program says, by function. */
  static Map<String, String> expected(String errors) {
    var expected = new TreeMap<String, String>();
    errors
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              expected.put(line.substring(0, colon), line.substring(colon + 2));
            });
    return expected;
  }

  /** What the dump says, by the function of main that is innermost. */
  static Map<String, String> told(String dump) {
    var told = new TreeMap<String, String>();
    for (List<String> block : Blocks.of(dump).values()) {
      block.stream()
          .filter(line -> line.startsWith("main."))
          .findFirst()
          .map(line -> line.substring("main.".length(), line.indexOf('(')))
          .filter(name -> !name.equals("main"))
          .ifPresent(
              name ->
                  told.put(
                      name,
                      Blocks.remarks(block).stream()
                          .filter(line -> line.startsWith(LINE))
                          .map(line -> line.substring(LINE.length()))
                          .findFirst()
                          .orElse("")));
    }
    return told;
  }
}
