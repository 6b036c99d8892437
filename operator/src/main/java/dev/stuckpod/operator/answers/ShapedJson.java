package dev.stuckpod.operator.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** JSON as it comes, without what its shape leaves out, token by token as it is read. */
final class ShapedJson extends InputStream {

  /** More than any object of the API server has. */
  private static final int LONGEST = 16 << 20;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(LONGEST)
                  .maxStringLength(LONGEST)
                  .build())
          .build();

  private final JsonParser in;
  private final JsonGenerator out;
  private final Shape whole;
  private final Deque<Level> open = new ArrayDeque<>();

  /** What is taken of the field whose value comes next; null where that is no field's. */
  private @Nullable Shape field;

  private final ByteArrayOutputStream made = new ByteArrayOutputStream(1 << 13);
  private byte[] ready = {};
  private int next;
  private boolean ended;

  /** An object or a list that has begun. */
  private static final class Level {
    private final Shape shape;
    private int taken;

    Level(Shape shape) {
      this.shape = shape;
    }

    boolean hasRoom() {
      return taken++ < shape.most();
    }
  }

  ShapedJson(InputStream json, Shape shape) throws IOException {
    this.in = JSON.createParser(json);
    this.out = JSON.createGenerator(made);
    this.whole = shape;
  }

  private void take(JsonToken token) throws IOException {
    switch (token) {
      case FIELD_NAME -> takeName();
      case START_OBJECT, START_ARRAY -> {
        Shape shape = shapeOfValue();
        if (shape == Shape.NOTHING) {
          in.skipChildren();
        } else {
          open.push(new Level(shape));
          out.copyCurrentEventExact(in);
        }
      }
      case END_OBJECT, END_ARRAY -> {
        open.pop();
        out.copyCurrentEventExact(in);
      }
      default -> takeScalar(token, shapeOfValue());
    }
  }

  private void takeName() throws IOException {
    Level object = open.element();
    Shape shape = object.shape.of(in.currentName());
    if (shape != Shape.NOTHING && object.hasRoom()) {
      out.writeFieldName(in.currentName());
      field = shape;
    } else {
      in.nextToken();
      in.skipChildren();
    }
  }

  /** A list's elements have the list's own. */
  private Shape shapeOfValue() {
    Shape shape = field;
    field = null;
    Level list = open.peek();
    if (shape != null) {
      return shape;
    }
    if (list == null) {
      return whole;
    }
    return list.hasRoom() ? list.shape : Shape.NOTHING;
  }

  private void takeScalar(JsonToken token, Shape shape) throws IOException {
    if (shape == Shape.NOTHING) {
      return;
    }
    if (token == JsonToken.VALUE_STRING && in.getTextLength() > shape.longest()) {
      char[] text = in.getTextCharacters();
      int begin = in.getTextOffset();
      int length = shape.longest();
      boolean half = length > 0 && Character.isHighSurrogate(text[begin + length - 1]);
      out.writeString(text, begin, half ? length - 1 : length);
    } else {
      out.copyCurrentEventExact(in);
    }
  }

  private boolean isReady() throws IOException {
    while (next == ready.length && !ended) {
      made.reset();
      while (made.size() == 0 && !ended) {
        JsonToken token = in.nextToken();
        ended = token == null;
        if (token == null) {
          out.flush();
        } else {
          take(token);
        }
      }
      ready = made.toByteArray();
      next = 0;
    }
    return next < ready.length;
  }

  @Override
  public int read() throws IOException {
    return isReady() ? ready[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!isReady()) {
      return -1;
    }
    int count = Math.min(length, ready.length - next);
    System.arraycopy(ready, next, buffer, offset, count);
    next += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
