package dev.stuckpod.cli.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.HandlerInstantiator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.internal.KubernetesDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Has the client library find the hundreds of kinds that it knows when an object is read that may
 * be of any, not as soon as a field might hold one: a kubeconfig has such fields, empty ones, and
 * to find the kinds takes a fifth of the time of a short command.
 */
final class LateKinds extends HandlerInstantiator {

  private final HandlerInstantiator library;

  private LateKinds(HandlerInstantiator library) {
    this.library = library;
  }

  /** Makes what a client reads and writes objects by. */
  static KubernetesSerialization serialization() {
    return new KubernetesSerialization() {
      @Override
      protected void configureMapper(ObjectMapper mapper) {
        super.configureMapper(mapper);
        in(mapper);
      }
    };
  }

  /**
   * Has {@link Serialization} do likewise, which reads kubeconfigs, the library's own reading too.
   */
  @SuppressWarnings("deprecation") // nothing else leads to the mapper that it keeps
  static void everywhere() {
    in(Serialization.jsonMapper());
  }

  private static void in(ObjectMapper mapper) {
    HandlerInstantiator library = mapper.getDeserializationConfig().getHandlerInstantiator();
    if (!(library instanceof LateKinds)) {
      mapper.setHandlerInstantiator(new LateKinds(library));
    }
  }

  /** What the library reads objects of any kind by, made when there is one. */
  private static final class Late extends JsonDeserializer<Object> {

    private final HandlerInstantiator library;
    private final DeserializationConfig config;
    private final Annotated annotated;
    private @Nullable JsonDeserializer<?> found;

    private Late(HandlerInstantiator library, DeserializationConfig config, Annotated annotated) {
      this.library = library;
      this.config = config;
      this.annotated = annotated;
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return found().deserialize(parser, context);
    }

    private synchronized JsonDeserializer<?> found() {
      if (found == null) {
        found = library.deserializerInstance(config, annotated, KubernetesDeserializer.class);
      }
      return found;
    }
  }

  @Override
  public @Nullable JsonDeserializer<?> deserializerInstance(
      DeserializationConfig config, Annotated annotated, Class<?> type) {
    return type == KubernetesDeserializer.class
        ? new Late(library, config, annotated)
        : library.deserializerInstance(config, annotated, type);
  }

  @Override
  public @Nullable KeyDeserializer keyDeserializerInstance(
      DeserializationConfig config, Annotated annotated, Class<?> type) {
    return library.keyDeserializerInstance(config, annotated, type);
  }

  @Override
  public @Nullable JsonSerializer<?> serializerInstance(
      SerializationConfig config, Annotated annotated, Class<?> type) {
    return library.serializerInstance(config, annotated, type);
  }

  @Override
  public @Nullable TypeResolverBuilder<?> typeResolverBuilderInstance(
      MapperConfig<?> config, Annotated annotated, Class<?> type) {
    return library.typeResolverBuilderInstance(config, annotated, type);
  }

  @Override
  public @Nullable TypeIdResolver typeIdResolverInstance(
      MapperConfig<?> config, Annotated annotated, Class<?> type) {
    return library.typeIdResolverInstance(config, annotated, type);
  }
}
