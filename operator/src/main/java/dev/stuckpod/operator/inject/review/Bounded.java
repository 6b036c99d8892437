package dev.stuckpod.operator.inject.review;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import dev.stuckpod.operator.inject.mesh.Bypass;
import dev.stuckpod.operator.pods.AppContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The lists and maps of a pod, of which a few elements are kept and the others skipped. */
final class Bounded {

  private Bounded() {}

  /** One more than get a sidecar: enough to tell that there are too many. */
  static final class Containers extends Elements<Container> {
    Containers() {
      super(Container.class, 65);
    }
  }

  static final class Ports extends Elements<ContainerPort> {
    Ports() {
      super(ContainerPort.class, 100);
    }
  }

  static final class Owners extends Elements<OwnerReference> {
    Owners() {
      super(OwnerReference.class, 16);
    }
  }

  /** The first tells that there are some; of the others those matter whose name could be ours. */
  static final class Volumes extends Elements<Volume> {
    Volumes() {
      super(Volume.class, 64);
    }

    @Override
    boolean keeps(Volume volume, int kept) {
      return kept == 0
          || (volume.getName() != null && volume.getName().startsWith(AppContainer.SIDECAR));
    }
  }

  /**
   * Arguments of a mesh's init container. Others may be whole scripts and are skipped; which
   * container it is, is known where its name comes first, as it does from an API server.
   */
  static final class Arguments extends JsonDeserializer<List<String>> {
    private static final int MOST = 64;
    private static final int LONGEST = 1024;

    @Override
    public List<String> deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        return context.reportInputMismatch(List.class, "not a list");
      }
      var arguments = new ArrayList<String>();
      if (!(json.getParsingContext().getParent().getCurrentValue() instanceof Container container)
          || container.getName() == null
          || !Bypass.INIT.contains(container.getName())) {
        json.skipChildren();
        return arguments;
      }
      for (JsonToken token; (token = json.nextToken()) != JsonToken.END_ARRAY; ) {
        if (token != JsonToken.VALUE_STRING) {
          return context.reportInputMismatch(List.class, "not a text");
        }
        if (arguments.size() < MOST) { // one that is not kept keeps the place of those behind it
          arguments.add(json.getTextLength() > LONGEST ? "" : json.getText());
        }
      }
      return arguments;
    }
  }

  /** Elements of a list. */
  abstract static class Elements<T> extends JsonDeserializer<List<T>> {
    private final Class<T> type;
    private final int most;

    Elements(Class<T> type, int most) {
      this.type = type;
      this.most = most;
    }

    boolean keeps(T element, int kept) {
      return true;
    }

    @Override
    public List<T> deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        return context.reportInputMismatch(type, "not a list");
      }
      var elements = new ArrayList<T>();
      for (JsonToken token; (token = json.nextToken()) != JsonToken.END_ARRAY; ) {
        if (token != JsonToken.START_OBJECT) {
          return context.reportInputMismatch(type, "not an object");
        }
        if (elements.size() == most) {
          json.skipChildren();
          continue;
        }
        T element = context.readValue(json, type);
        if (keeps(element, elements.size())) {
          elements.add(element);
        }
      }
      return elements;
    }
  }

  /** Labels and annotations: ours, a mesh's, and one of others, so that it is known of some. */
  static final class OwnMarks extends Entries<String> {
    @Override
    boolean keeps(String key, int kept) {
      return kept == 0
          || key.startsWith("stuckpod.dev/")
          || key.equals(AppContainer.DEFAULT_CONTAINER)
          || key.equals("kubernetes.io/config.mirror")
          || Bypass.reads(key);
    }

    @Override
    String value(JsonParser json) throws IOException {
      return json.getText();
    }
  }

  /** Of a node selector, which operating system it wants. */
  static final class Systems extends Entries<String> {
    @Override
    boolean keeps(String key, int kept) {
      return key.equals("kubernetes.io/os");
    }

    @Override
    String value(JsonParser json) throws IOException {
      return json.getText();
    }
  }

  /** Amounts of resources. */
  static final class Amounts extends Entries<Quantity> {

    /** As an API server writes them: one with a large exponent would be worked on for minutes. */
    private static final Pattern WRITTEN =
        Pattern.compile("[-+]?[0-9.]{1,32}([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,2})?");

    @Override
    boolean keeps(String key, int kept) {
      return true;
    }

    @Override
    Quantity value(JsonParser json) throws IOException {
      String text = json.getText();
      if (!WRITTEN.matcher(text).matches()) {
        throw new IllegalArgumentException("not an amount");
      }
      Quantity quantity = Quantity.parse(text);
      quantity.getNumericalAmount(); // says now if it is none
      return quantity;
    }
  }

  /** Entries of a map. */
  abstract static class Entries<T> extends JsonDeserializer<Map<String, T>> {

    private static final int MOST = 32;

    abstract boolean keeps(String key, int kept);

    abstract T value(JsonParser json) throws IOException;

    @Override
    public Map<String, T> deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        return context.reportInputMismatch(Map.class, "not a map");
      }
      var entries = new LinkedHashMap<String, T>();
      for (String key; (key = json.nextFieldName()) != null; ) {
        JsonToken token = json.nextToken();
        if (keeps(key, entries.size()) && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          entries.put(key, value(json));
        } else {
          json.skipChildren();
        }
        if (entries.size() > MOST) {
          return context.reportInputMismatch(Map.class, "too many entries");
        }
      }
      return entries;
    }
  }
}
