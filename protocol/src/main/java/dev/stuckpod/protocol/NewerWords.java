package dev.stuckpod.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueReader;
import com.fasterxml.jackson.jr.ob.impl.JSONReader;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads words that a later version of the protocol has: an unknown reason is {@link Reason#Failed},
 * as the message says what it is; an unknown method, or kind of lock, is null, and cannot be used.
 */
final class NewerWords extends JacksonJrExtension {

  @Override
  protected void register(ExtensionContext context) {
    context.insertProvider(
        new ReaderWriterProvider() {
          @Override
          public @Nullable ValueReader findValueReader(JSONReader reader, Class<?> type) {
            if (type == Reason.class) {
              return new Words<>(Reason.class, Reason.Failed);
            }
            if (type == LockKind.class) {
              return new Words<>(LockKind.class, null);
            }
            return type == CaptureMethod.class ? new Words<>(CaptureMethod.class, null) : null;
          }
        });
  }

  private static final class Words<E extends Enum<E>> extends ValueReader {

    private final Map<String, E> known;
    private final @Nullable E unknown;

    Words(Class<E> type, @Nullable E unknown) {
      super(type);
      this.known =
          Stream.of(type.getEnumConstants())
              .collect(Collectors.toMap(Enum::name, Function.identity()));
      this.unknown = unknown;
    }

    @Override
    public @Nullable Object read(JSONReader reader, JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        parser.skipChildren();
        return unknown;
      }
      E word = known.get(parser.getText());
      return word == null ? unknown : word;
    }
  }
}
