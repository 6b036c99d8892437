package dev.stuckpod.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibrariesTest {
  @ParameterizedTest
  @CsvSource({
    "net/http.(*persistConn).roundTrip, /usr/local/go/src/net/http/transport.go",
    "time.Sleep, time/sleep.go",
    "golang.org/x/sync/errgroup.(*Group).Wait, golang.org/x/sync@v0.10.0/errgroup/errgroup.go",
    "github.com/lib/pq.(*conn).recv, /home/me/go/pkg/mod/github.com/lib/pq@v1.10.9/conn.go",
    "github.com/lib/pq.(*conn).recv, /app/vendor/github.com/lib/pq/conn.go",
    "com.zaxxer.hikari.pool.HikariPool.getConnection, HikariPool.java",
    "java.util.concurrent.FutureTask.get, FutureTask.java",
    "java.lang.Object.wait, ''"
  })
  void whatOthersHaveWrittenIsForeign(String function, String file) {
    assertThat(Libraries.isForeign(function, file)).isTrue();
  }

  /** A program that was installed by its version lies where modules of others do. */
  @ParameterizedTest
  @CsvSource({
    "main.(*hub).deliver, github.com/owner/hub@v1.2.3/channels.go",
    "main.run, /home/me/go/pkg/mod/github.com/owner/hub@v1.2.3/main.go",
    "github.com/owner/hub/rooms.(*Room).join, github.com/owner/hub@v1.2.3/rooms/room.go",
    "chat.(*Session).serve, /app/session.go",
    "network.Dial, /app/network/dial.go",
    "shop.Till.sell, Till.java",
    "net.shop.Till.sell, Till.java",
    "shop.Till.sell, ''"
  })
  void whatTheProgramIsMadeOfIsItsOwn(String function, String file) {
    assertThat(Libraries.isForeign(function, file)).isFalse();
  }
}
