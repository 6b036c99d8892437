package dev.stuckpod.goroutines.code.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.code.value.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFunctionsTest {

  @ParameterizedTest
  @CsvSource({
    "sync.(*Mutex).Lock, MUTEX, 1",
    "internal/sync.(*Mutex).Unlock, MUTEX, -1",
    "sync.(*RWMutex).Lock, WRITE, 1",
    "sync.(*RWMutex).RUnlock, READ, -1",
    "sync.(*rlocker).Lock, READ, 1",
    "sync.(*WaitGroup).Done, COUNT, -1"
  })
  void lockTheirFirstArgument(String name, Kind kind, int change) {
    assertThat(LockFunctions.effect(name)).isEqualTo(new LockFunctions.Effect(kind, change));
    assertThat(LockFunctions.isLock(name)).isEqualTo(kind != null);
  }

  @ParameterizedTest
  @CsvSource({
    "main.f, main",
    "github.com/a/b.(*T).m, github.com/a/b",
    "main.(*Box[go.shape.*github.com/a/b.T]).m, main",
    "sync.(*Cond).Wait, sync",
    "type:.eq.main.T, type:"
  })
  void areOfAPackage(String function, String path) {
    assertThat(Packages.of(function)).isEqualTo(path);
  }

  @Test
  void areOfTheStandardLibraryOrNot() {
    assertThat(Packages.isStandard("net/http.(*Server).Serve")).isTrue();
    assertThat(Packages.isStandard("internal/poll.(*FD).Read")).isTrue();
    assertThat(Packages.isStandard("main.main")).isFalse();
    assertThat(Packages.isStandard("example.com/net/http.Get")).isFalse();
    assertThat(Packages.returns("runtime.panicIndex")).isFalse();
    assertThat(Packages.returns("runtime.chanrecv1")).isTrue();
  }
}
