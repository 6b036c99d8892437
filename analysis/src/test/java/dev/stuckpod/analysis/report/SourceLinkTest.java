package dev.stuckpod.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Go prints as a frame's file, and where that is on the web. */
class SourceLinkTest {
  @ParameterizedTest
  @CsvSource({
    "github.com/owner/repo@v1.2.3/hub.go,                               "
        + " https://github.com/owner/repo/blob/v1.2.3/hub.go#L7",
    "/build/go/pkg/mod/github.com/owner/repo@v1.2.3/node/hub.go,         "
        + " https://github.com/owner/repo/blob/v1.2.3/node/hub.go#L7",
    "/go/pkg/mod/github.com/!burnt!sushi/toml@v0.3.1/decode.go,         "
        + " https://github.com/BurntSushi/toml/blob/v0.3.1/decode.go#L7",
    "github.com/owner/repo/v2@v2.0.1/hub.go,                            "
        + " https://github.com/owner/repo/blob/v2.0.1/hub.go#L7",
    "github.com/owner/repo/sub/mod@v0.4.0/a/b.go,                       "
        + " https://github.com/owner/repo/blob/sub/mod/v0.4.0/sub/mod/a/b.go#L7",
    "github.com/owner/repo@v0.0.0-20240102030405-0123456789ab/hub.go,   "
        + " https://github.com/owner/repo/blob/0123456789ab/hub.go#L7",
    "github.com/docker/docker@v20.10.7+incompatible/client/ping.go,     "
        + " https://github.com/docker/docker/blob/v20.10.7/client/ping.go#L7",
    "golang.org/x/net@v0.20.0/http2/server.go,                          "
        + " https://github.com/golang/net/blob/v0.20.0/http2/server.go#L7",
    "gitlab.com/owner/repo@v1.0.0/x.go,                                 "
        + " https://gitlab.com/owner/repo/-/blob/v1.0.0/x.go#L7",
    "/usr/local/go/src/runtime/proc.go,",
    "stuckpod.dev/e2e/apps/internal/chat/hub.go,",
    "Hub.java,"
  })
  void tellsTheAddress(String file, String address) {
    assertThat(SourceLink.of(file, 7)).isEqualTo(address);
  }
}
