package dev.stuckpod.operator.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectNameTest {

  @ParameterizedTest
  @CsvSource({
    // name, a label, a subdomain
    "shop, true, true",
    "a-1, true, true",
    "a.b, false, true",
    "a..b, false, false",
    "A, false, false",
    "-a, false, false",
    "a/b, false, false",
    "'', false, false",
    "'a\n', false, false",
  })
  void isHeldAgainstItsGrammar(String name, boolean label, boolean subdomain) {
    assertThat(ObjectName.isLabel(name)).isEqualTo(label);
    assertThat(ObjectName.isSubdomain(name)).isEqualTo(subdomain);
  }

  @Test
  void isNoLongerThanTheApiAllows() {
    assertThat(ObjectName.isLabel("a".repeat(63))).isTrue();
    assertThat(ObjectName.isLabel("a".repeat(64))).isFalse();
    assertThat(ObjectName.isSubdomain("a".repeat(253))).isTrue();
    assertThat(ObjectName.isSubdomain("a.".repeat(1_000_000) + "a")).isFalse();
  }

  @Test
  void logIsAskedForByNamesOnly() {
    assertThat(LogPath.of("shop", "cable-x", "cable"))
        .isEqualTo("/api/v1/namespaces/shop/pods/cable-x/log?container=cable");
    assertThatThrownBy(() -> LogPath.of("shop", "cable-x", "cable&previous=true"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LogPath.of("shop", "../../x", "cable"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
