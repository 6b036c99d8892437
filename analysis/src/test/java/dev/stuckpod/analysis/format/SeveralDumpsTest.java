package dev.stuckpod.analysis.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.Platforms;
import dev.stuckpod.analysis.model.Dump;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one goroutine dump ends and the next begins, and which of them is explained. */
class SeveralDumpsTest {
  private static final String THREAD =
      """
      PC=0x47da17 m=1 sigcode=0

      goroutine 0 [idle]:
      runtime.futex()
      \truntime/sys_linux_amd64.s:557 +0x21
      runtime.mcall()
      \truntime/asm_amd64.s:458 +0x4e

      """;

  private static final String STACKS =
      """
      goroutine 1 [sync.Mutex.Lock, 3 minutes]:
      main.(*Hub).all(0xc000010000)
      \t/app/hub.go:40 +0x45
      main.main()
      \t/app/main.go:12 +0x1d

      goroutine 7 [chan send, 5 minutes]:
      main.(*Hub).send(0xc000010000)
      \t/app/hub.go:31 +0x45
      created by main.start in goroutine 1
      \t/app/start.go:9 +0x99

      """;

  private static final String REGISTERS = "rax    0xca\nrip    0x47da17\n\n";
  private static final String RELAY = "-----\n\nSIGQUIT: quit\n" + THREAD + REGISTERS;

  @ParameterizedTest
  @ValueSource(strings = {"SIGQUIT: quit", "SIGABRT: abort", "app@host:~$ SIGABRT: abort"})
  void addsTheThreadsThatFollowTheFirstSignal(String signal) throws Exception {
    Dump dump = parse(signal + "\n" + THREAD + STACKS + REGISTERS + RELAY + RELAY);

    assertThat(dump.routines()).isEqualTo(5);
    assertThat(dump.states()).containsEntry("chan send", 1).containsEntry("idle", 3);
    assertThat(dump.complete()).isTrue();
    assertThat(dump.problems()).isEmpty();
  }

  @Test
  void explainsNoDumpOfTheRuntimesOwnGoroutinesInPlaceOfOneWithOthers() throws Exception {
    Dump dump =
        parse(
            "SIGQUIT: quit\n" + THREAD + STACKS + REGISTERS + "SIGQUIT: quit\n" + THREAD + THREAD);

    assertThat(dump.states()).containsKey("chan send");
    assertThat(dump.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^\\", "\034", "^\\^\\"})
  void startsADumpBehindWhatTheTerminalShowsForTheKeys(String echo) throws Exception {
    String quit = echo + "SIGQUIT: quit\n" + THREAD + STACKS;

    assertThat(parse(quit + REGISTERS).complete()).isTrue();
    assertThat(parse(quit).problems())
        .containsExactly("the end of the dump (the register block) is missing");
    Dump second = parse("goroutine 1 [running]:\nmain.main()\n\t/app/main.go:9 +0x1d\n\n" + quit);
    assertThat(second.routines()).isEqualTo(3);
    assertThat(second.states()).doesNotContainKey("running");
  }

  @Test
  void startsADumpWithAGoroutineThatWasThere() throws Exception {
    Dump dump = parse(STACKS + STACKS.replace("5 minutes", "6 minutes"));

    assertThat(dump.routines()).isEqualTo(2);
    assertThat(dump.groups()).anyMatch(g -> g.waitMinutes() == 6);
    assertThat(dump.problems()).contains("the input has 2 dumps; the last one is explained");
  }

  @Test
  void startsADumpWithItsFirstGoroutineWhereTheMainOneIsNotInIt() throws Exception {
    String others = STACKS.replace("goroutine 1 [", "goroutine 21 [");

    assertThat(parse(others + others).routines()).isEqualTo(2);
  }

  @Test
  void readsAHeaderRightBehindAMessageWithoutALineEnd() throws Exception {
    Dump dump = parse("dumping all stacks" + STACKS);

    assertThat(dump.groups().stream().flatMap(g -> g.ids().stream()))
        .containsExactlyInAnyOrderElementsOf(List.of("1", "7"));
    assertThat(dump.complete()).isTrue();
  }

  private static Dump parse(String text) throws Exception {
    return Platforms.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Options.DEFAULT.limits());
  }
}
