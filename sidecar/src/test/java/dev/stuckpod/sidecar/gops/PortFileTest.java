package dev.stuckpod.sidecar.gops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortFileTest {

  @ParameterizedTest
  @CsvSource({
    "/own, /config, /home/me, /own",
    "own,  /config, /home/me, own",
    "'',   /config, /home/me, /config/gops",
    "'',   config,  /home/me, /home/me/.config/gops",
    "'',   '',      /home/me, /home/me/.config/gops",
    "'',   '',      /,        //.config/gops",
    "'',   '',      '',       ''",
  })
  void liesWhereGopsPutsIt(String own, String configuration, String home, String folder) {
    assertThat(
            PortFile.folder(
                Map.of("GOPS_CONFIG_DIR", own, "XDG_CONFIG_HOME", configuration, "HOME", home)))
        .isEqualTo(folder);
  }

  @Test
  void liesNowhereWithoutAnEnvironment() {
    assertThat(PortFile.folder(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/home/me/.config/gops/7, home/me/.config/gops/7",
    "//.config/gops/7, .config/gops/7",
    "./conf/.//of/./it/7, conf/of/it/7",
    "../conf/7, ../conf/7",
  })
  void isNamedAsTheKernelReadsItsName(String path, String plain) {
    assertThat(PortFile.plain(path)).isEqualTo(plain);
  }

  @Test
  void aNameMayBeAsLongAsAnEnvironmentHolds() {
    assertThat(PortFile.plain("/.".repeat(1 << 16) + "/7")).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource({"40123, 40123", "' 40123\n', 40123", "1, 1", "65535, 65535"})
  void holdsAPort(String text, int port) {
    assertThat(PortFile.port(text)).hasValue(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "99999", "-1", "4e3", "٤٠", "401234", "40123 40124"})
  void holdsNothingElse(String text) {
    assertThat(PortFile.port(text)).isEmpty();
  }
}
