package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which running routines matter to what can be said only where nothing runs. */
class QuietDumpTest {
  private static final String STUCK =
      """
      goroutine 1 [semacquire]:
      sync.runtime_Semacquire(0xc000012110)
      \t/usr/local/go/src/runtime/sema.go:62 +0x25
      sync.(*WaitGroup).Wait(0xc000012108)
      \t/usr/local/go/src/sync/waitgroup.go:116 +0x48
      main.main()
      \t/app/main.go:20 +0x19d

      goroutine 18 [chan send]:
      main.(*Hub).send(0xc000014240)
      \t/app/hub.go:31 +0x4b
      created by main.main in goroutine 1
      \t/app/main.go:15 +0x105

      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        goroutine 40 [runnable]:
        net/http.(*connReader).startBackgroundRead.gowrap2()
        \t/usr/local/go/src/net/http/server.go:679
        created by net/http.(*connReader).startBackgroundRead in goroutine 39
        \t/usr/local/go/src/net/http/server.go:679 +0xba
        """,
        """
        goroutine 40 [runnable]:
        syscall.Syscall(0x0, 0x9, 0xc0000b4041, 0x1)
        \t/usr/local/go/src/syscall/syscall_linux.go:69 +0x25
        syscall.read(0xc000100000?, {0xc0000b4041?, 0x1?})
        \t/usr/local/go/src/syscall/zsyscall_linux_amd64.go:736 +0x38
        internal/poll.(*FD).Read(0xc000100000, {0xc0000b4041, 0x1, 0x1})
        \t/usr/local/go/src/internal/poll/fd_unix.go:163 +0x1c5
        main.(*Feed).listen(0xc000014280)
        \t/app/feed.go:12 +0x1c
        """,
        """
        goroutine 17 [syscall, locked to thread]:
        runtime.goexit()
        \t/usr/local/go/src/runtime/asm_amd64.s:1695 +0x1
        """,
        """
        goroutine 40 [running]:
        net/http/pprof.handler.ServeHTTP({0xc000016081, 0x9}, {0x7b5ca8, 0xc0001f6000}, 0xc0001f2000)
        \t/usr/local/go/src/net/http/pprof/pprof.go:272 +0x52
        """
      })
  void aRoutineThatReadsOrPrintsDoesNotChangeThings(String other) throws Exception {
    assertThat(verdict(STUCK + other)).isEqualTo(Verdict.Deadlock);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        goroutine 30 [running]:
        testing.(*M).startAlarm.func1()
        \t/usr/local/go/src/testing/testing.go:2366 +0x385
        created by time.goFunc
        \t/usr/local/go/src/time/sleep.go:177 +0x2d

        """,
        """
        goroutine 30 [running]:
        panic({0x6b0a20, 0xc0001b4010})
        \t/usr/local/go/src/runtime/panic.go:770 +0x132
        main.(*Till).count(0xc000014290)
        \t/app/till.go:9 +0x1c
        created by main.main in goroutine 1
        \t/app/main.go:16 +0x145

        """,
        """
        goroutine 30 [running]:
        runtime.throw({0x4c1e2f?, 0x0?})
        \t/usr/local/go/src/runtime/panic.go:1023 +0x5c
        runtime.mapassign_faststr(0x4a1e20, 0xc000106060)
        \t/usr/local/go/src/runtime/map_faststr.go:212 +0x39c
        main.(*Till).put(0xc000014290)
        \t/app/till.go:14 +0x1c
        created by main.main in goroutine 1
        \t/app/main.go:16 +0x145

        """
      })
  void aRoutineThatEndsTheProcessOnlyPrints(String dying) throws Exception {
    assertThat(verdict(dying + STUCK)).isEqualTo(Verdict.Deadlock);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        goroutine 40 [runnable]:
        main.(*Feed).next(0xc000014280)
        \t/app/feed.go:17 +0x1c
        """,
        """
        goroutine 40 [runnable]:
        main.(*Feed).take(0xc000014280)
        \t/app/feed.go:21 +0x1c
        internal/poll.(*FD).RawRead(0xc000100000, 0xc0000b4041)
        \t/usr/local/go/src/internal/poll/fd_unix.go:709 +0x1c5
        """,
        """
        goroutine 40 [runnable]:
        main.(*Feed).close(0xc000014280)
        \t/app/feed.go:25 +0x1c
        panic({0x6b0a20, 0xc0001b4010})
        \t/usr/local/go/src/runtime/panic.go:770 +0x132
        """,
        """
        goroutine 40 [running]:
        \tgoroutine running on other thread; stack unavailable
        created by main.main in goroutine 1
        \t/app/main.go:15 +0x105
        """
      })
  void aRoutineThatRunsTheApplicationMayChangeThings(String other) throws Exception {
    assertThat(verdict(STUCK + other)).isEqualTo(Verdict.NothingFound);
  }

  @Test
  void withoutAnyOfThemTheStuckGroupIsFound() throws Exception {
    assertThat(verdict(STUCK)).isEqualTo(Verdict.Deadlock);
  }

  private static Verdict verdict(String dump) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)))
        .verdict();
  }
}
