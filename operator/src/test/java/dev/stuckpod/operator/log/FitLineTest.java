package dev.stuckpod.operator.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The log as the image's own configuration writes it. */
class FitLineTest {

  @Test
  void anEventIsOneLineWhateverWasNamedInIt() throws Exception {
    String hostile = "x\r\n2026-01-01T00:00:00.000Z INFO  [main] Leadership: forged\u001b[2J\u202e";

    String line = logged("shop/{}: {}", hostile, new IllegalStateException(hostile));

    assertThat(line).endsWith("\n").hasLineCount(1).contains("shop/x | 2026", " | ", "FitLineTest");
    assertThat(line.strip()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
  }

  @Test
  void whatIsFitIsLoggedAsItIs() throws Exception {
    assertThat(logged("{}/{} is done", "shop", null))
        .matches("\\S+Z INFO  \\[main\\] Some: shop/hub is done\n");
  }

  private static String logged(String format, String named, @Nullable Throwable failure)
      throws Exception {
    var context = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Objects.requireNonNull(FitLineTest.class.getResource("/logback.xml")));
    var stdout =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stdout");
    var event =
        new LoggingEvent(
            "caller",
            context.getLogger("dev.stuckpod.Some"),
            Level.INFO,
            format,
            failure,
            new Object[] {named, failure == null ? "hub" : named});
    event.setThreadName("main");
    return new String(stdout.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
