package dev.stuckpod.analysis.golang.wait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.Platforms;
import dev.stuckpod.analysis.format.UnknownFormatException;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.model.Group;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which lock a goroutine waits for, from what the calls of several Go versions show of it. */
class GoWaitsTest {
  static Stream<Arguments> waitsForTheLockAt0x1000() {
    String mutex = "sync.runtime_SemacquireMutex(0x1004, 0x0)";
    return Stream.of(
        Arguments.of("before Go 1.9", calls("sync.runtime_Semacquire(0x1004)", lock("0x1000"))),
        Arguments.of("before Go 1.13", calls(mutex, lock("0x1000"))),
        Arguments.of("an outdated receiver", calls(mutex, lock("0x1abc?"))),
        Arguments.of("an inlined call", calls(mutex, "sync.(*Mutex).Lock(...)")),
        Arguments.of(
            "an outdated semaphore",
            calls(
                "runtime.semacquire1(0x1abc?, 0x0)",
                "sync.runtime_SemacquireMutex(0x1abd?)",
                "sync.(*Mutex).lockSlow(0x1000)",
                "sync.(*Mutex).Lock(...)")),
        Arguments.of(
            "an outdated slow path",
            calls("sync.(*Mutex).lockSlow(0x1abc?)", "sync.(*Mutex).Lock(0x1000)")),
        Arguments.of(
            "the runtime's calls",
            calls(
                "runtime.gopark(0x1004?, 0x0)",
                "runtime.semacquire1(0x1004, 0x0)",
                "internal/sync.runtime_SemacquireMutex(0x1abc?)",
                "internal/sync.(*Mutex).lockSlow(0x1abc?)")),
        Arguments.of(
            "a semaphore that is shown as the lock",
            calls(
                "sync.runtime_SemacquireMutex(0x1000)",
                "sync.(*Mutex).lockSlow(0x1000)",
                "sync.(*Mutex).Lock(...)")),
        Arguments.of(
            "a reader",
            calls("sync.runtime_SemacquireMutex(0x100c)", "sync.(*RWMutex).RLock(...)")),
        Arguments.of(
            "a reader's receiver",
            calls("sync.runtime_SemacquireRWMutexR(0x1abc?)", "sync.(*RWMutex).RLock(0x1000)")),
        Arguments.of(
            "a writer",
            calls("sync.runtime_SemacquireRWMutex(0x1008)", "sync.(*RWMutex).Lock(0x1abc?)")),
        Arguments.of(
            "a writer behind a writer",
            calls(mutex, "sync.(*Mutex).Lock(0x1abc?)", "sync.(*RWMutex).Lock(0x1abc?)")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void waitsForTheLockAt0x1000(String name, String calls) throws Exception {
    assertThat(addresses(goroutine(7, calls))).containsExactly(0x1000L);
  }

  @Test
  void takesNoSemaphoreForAWaitGroup() throws Exception {
    assertThat(
            addresses(
                goroutine(
                    7, calls("sync.runtime_Semacquire(0x100c)", "sync.(*WaitGroup).Wait(0x1000)"))))
        .containsExactly(0x1000L);
    assertThat(
            addresses(
                goroutine(
                    7,
                    calls("sync.runtime_Semacquire(0x100c)", "sync.(*WaitGroup).Wait(0x1000?)"))))
        .containsExactly(0L);
  }

  @Test
  void keepsTwoLocksApartThatAreWaitedForInOnePlace() throws Exception {
    String first = calls("sync.runtime_SemacquireMutex(0x1004, 0x0)", lock("0x1000"));

    assertThat(addresses(goroutine(7, first) + goroutine(8, first.replace("0x10", "0x20"))))
        .containsExactlyInAnyOrder(0x1000L, 0x2000L);
  }

  private static String lock(String address) {
    return "sync.(*Mutex).Lock(%s)".formatted(address);
  }

  private static String calls(String... calls) {
    return Stream.of(calls).map(c -> c + "\n\t/go/a.go:1 +0x1\n").collect(Collectors.joining());
  }

  private static String goroutine(int id, String calls) {
    return "goroutine %d [semacquire]:\n%smain.(*Hub).send(0x900)\n\t/app/hub.go:31 +0x45\n\n"
        .formatted(id, calls);
  }

  private static List<Long> addresses(String dump) throws IOException, UnknownFormatException {
    return Platforms.read(
            new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)),
            Options.DEFAULT.limits())
        .groups()
        .stream()
        .flatMap(GoWaitsTest::addresses)
        .toList();
  }

  private static Stream<Long> addresses(Group group) {
    GoWaits.Shape shape = Objects.requireNonNull(GoWaits.of(group, false));
    return group.cohorts().stream().map(c -> shape.of(new Party(group, c)).address());
  }
}
