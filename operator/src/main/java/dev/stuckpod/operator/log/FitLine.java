package dev.stuckpod.operator.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import dev.stuckpod.text.LogLine;

/** The conversion {@code %fit(…)} of logback.xml, around all that a line is made of. */
public final class FitLine extends CompositeConverter<ILoggingEvent> {

  @Override
  protected String transform(ILoggingEvent event, String in) {
    return LogLine.of(in).text();
  }
}
